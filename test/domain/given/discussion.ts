import type { AccountActor } from '../../../domain/actor.ts';
import type { Database } from '../../../domain/database/database.ts';
import type { StoredEvent } from '../../../domain/event/event.ts';
import { EventFeed } from '../../../domain/event/event-feed.ts';
import { readEvents } from '../../../domain/event/read-events.ts';
import { addParticipant } from '../../../domain/participant/add-participant.ts';
import { createDiscussion } from '../../../domain/participant/create-discussion.ts';
import type { ParticipantRole } from '../../../domain/participant/participant.ts';
import { givenAccount } from './account.ts';

export interface GivenDiscussion {
  readonly conversationId: string;
  readonly owner: AccountActor;
  readonly feed: EventFeed;
  /** Somebody new who takes part with this role. */
  readonly join: (role: ParticipantRole) => Promise<AccountActor & { email: string }>;
  /** Everything that was told so far. */
  readonly events: () => Promise<StoredEvent[]>;
}

/** A conversation that somebody has just begun. */
export async function givenDiscussion(db: Database): Promise<GivenDiscussion> {
  const feed = new EventFeed();
  const owner = await givenAccount(db);
  const conversationId = await createDiscussion(db, owner, { title: 'Tea' });
  const join = async (role: ParticipantRole) => {
    const account = await givenAccount(db);
    await addParticipant(db, feed, owner, { conversationId, userId: account.userId, role });
    return account;
  };
  return { conversationId, owner, feed, join, events: () => readEvents(db, conversationId, { after: 0, limit: 10_000 }) };
}

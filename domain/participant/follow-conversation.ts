import type { AccountActor, SessionActor } from '../actor.ts';
import { type Until, untilSessionEnds } from '../cookie-session/until-session-ends.ts';
import type { Database } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import type { StoredEvent } from '../event/event.ts';
import type { EventFeed, Following } from '../event/event-feed.ts';
import { readLogReach } from '../event/read-events.ts';
import { findRole } from './membership.ts';
import type { MembershipChanged } from './participant.ts';
import { requireParticipant } from './require-participant.ts';

export interface FollowInput {
  readonly conversationId: string;
  /** Time of the last event that is known already; left out: only what happens from now on. */
  readonly after?: number;
  readonly signal: AbortSignal;
}

export interface Followed {
  /** Where the events begin; to be given as `after` if they break off before the first one. */
  readonly at: number;
  /** Whether events after `after` have been deleted since: the reader has to read the conversation anew. */
  readonly hasGap: boolean;
  /** Ends when the actor does not take part any more, behind the event that says so, or with the session that the actor came with. */
  readonly events: AsyncGenerator<StoredEvent>;
}

/** What happens in a conversation, as far as the actor may hear of it. Throws `conversation_not_found` or `forbidden`. */
export async function followConversation(
  db: Database,
  feed: EventFeed,
  actor: AccountActor | SessionActor,
  { conversationId, after, signal }: FollowInput,
): Promise<Followed> {
  // The end of the log comes first: whoever is removed behind it will find the event that says so.
  const { lastAt, forgottenAt } = isUuid(conversationId) ? await readLogReach(db, conversationId) : { lastAt: 0, forgottenAt: 0 };
  await requireParticipant(db, actor, { conversationId, right: 'read' });
  const at = Math.max(Math.min(after ?? lastAt, lastAt), forgottenAt);
  const events = heard(db, feed, actor, { conversationId, after: at, signal });
  return { at, hasGap: after !== undefined && after < forgottenAt, events };
}

async function* heard(
  db: Database,
  feed: EventFeed,
  actor: AccountActor | SessionActor,
  { conversationId, after, signal }: Following,
): AsyncGenerator<StoredEvent> {
  const until: Until = 'session' in actor ? untilSessionEnds(db, actor, signal) : { signal, release: () => undefined };
  try {
    for await (const event of feed.follow(db, { conversationId, after, signal: until.signal })) {
      if (event.audienceId !== undefined && event.audienceId !== actor.userId) continue;
      yield event;
      if (!tellsOfRemoval(event, actor.userId)) continue;
      // Whoever resumes from long ago may have come back since.
      if ((await findRole(db, { conversationId, userId: actor.userId })) === undefined) return;
    }
  } finally {
    until.release();
  }
}

function tellsOfRemoval({ kind, payload }: StoredEvent, userId: string): boolean {
  if (kind !== 'membership-changed') return false;
  const { action, userId: whose } = payload as MembershipChanged['payload'];
  return action === 'removed' && whose === userId;
}

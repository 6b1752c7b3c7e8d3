import type { AccountActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { tellEvents } from '../event/tell-events.ts';
import { requireRoot } from './require-message.ts';
import { typingUpdated } from './thread-events.ts';

export interface TypingInput {
  readonly conversationId: string;
  readonly rootId: string;
  /** How long others may show it unless they hear more; 0 or less: no more typing. */
  readonly seconds: number;
}

/** Tells the others that the actor is typing in a thread. Throws `message_not_found` or `forbidden`. */
export function setTyping(
  db: Database,
  feed: EventFeed,
  actor: AccountActor,
  { conversationId, rootId, seconds }: TypingInput,
): Promise<void> {
  return tellEvents(db, feed, async (tx, tell) => {
    const root = await requireRoot(tx, actor, rootId, 'write');
    if (root.conversationId !== conversationId) throw new DomainError('message_not_found', 'There is no such thread in this conversation.');
    const expiresAt = new Date(Date.now() + Math.max(0, seconds) * 1000).toISOString();
    tell(conversationId, typingUpdated({ rootId, userId: actor.userId, expiresAt }));
  });
}

import type { AccountActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { tellEvents } from '../event/tell-events.ts';
import { endAnswer } from './end-answer.ts';
import { requireMessage } from './require-message.ts';
import type { AnswerEnd } from './thread.ts';

/**
 * Ends an answer that is being given, wherever; what was said stays. Returns how it has ended, by this or before; undefined for an
 * assistant's message that was not given piece by piece. Throws `message_not_found`, `forbidden` or `not_an_answer`.
 */
export function cancelAnswer(
  db: Database,
  feed: EventFeed,
  actor: AccountActor,
  { messageId }: { messageId: string },
): Promise<AnswerEnd | undefined> {
  return tellEvents(db, feed, async (tx, tell) => {
    const { role } = await requireMessage(tx, actor, messageId, 'write');
    if (role !== 'assistant') throw new DomainError('not_an_answer', 'Only an answer of the assistant can be cancelled.');
    if (await endAnswer(tx, tell, messageId, { end: 'cancelled' })) return 'cancelled';
    const { answer } = await requireMessage(tx, actor, messageId, 'write');
    return answer === 'running' || answer === null ? undefined : answer;
  });
}

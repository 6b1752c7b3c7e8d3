import type { AccountActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { readLogReach } from '../event/read-events.ts';
import { postReply } from './post.ts';
import { requireMessage } from './require-message.ts';
import type { StartedAnswer } from './start-answer.ts';
import type { DiscussionEvent } from './thread-events.ts';

export interface CompletionInput {
  readonly conversationId: string;
  /** The message that is replied to. */
  readonly parentId: string;
  readonly content: string;
}

export interface ThreadCompletion {
  /** To be given to `giveThreadAnswer`. */
  readonly answer: StartedAnswer;
  /** What it says, as those hear it who follow the conversation. Throws `upstream_failed` for one that does not come to its end. */
  readonly texts: (signal: AbortSignal) => AsyncGenerator<string>;
}

/**
 * Posts a reply whose answer is to be heard by whoever asks, too. Throws `message_not_found`, `forbidden`, or `invalid_input` for a parent that
 * is of another conversation or takes no replies.
 */
export async function completeInThread(
  db: Database,
  feed: EventFeed,
  actor: AccountActor,
  { conversationId, parentId, content }: CompletionInput,
): Promise<ThreadCompletion> {
  const parent = await requireMessage(db, actor, parentId, 'write');
  if (parent.conversationId !== conversationId) throw new DomainError('invalid_input', 'This message is of another conversation.');
  const { lastAt } = await readLogReach(db, conversationId);
  const { answer } = await postReply(db, feed, actor, { parentId, content }).catch(asInvalid);
  if (!answer) throw new DomainError('invalid_input', 'This message is not answered.');
  return { answer, texts: (signal) => hear(db, feed, { answer, after: lastAt, signal }) };
}

function asInvalid(error: unknown): never {
  const isClosed = error instanceof DomainError && (error.code === 'message_deleted' || error.code === 'too_deep');
  throw isClosed ? new DomainError('invalid_input', error.message) : error;
}

interface Hearing {
  readonly answer: StartedAnswer;
  readonly after: number;
  readonly signal: AbortSignal;
}

async function* hear(db: Database, feed: EventFeed, { answer, after, signal }: Hearing): AsyncGenerator<string> {
  for await (const event of feed.follow(db, { conversationId: answer.conversationId, after, signal })) {
    if (event.messageId !== answer.messageId) continue;
    const { kind, payload } = event as DiscussionEvent;
    if (kind === 'answer-delta') yield payload.text;
    if (kind === 'answer-failed') throw new DomainError(payload.end === 'timeout' ? 'upstream_timeout' : 'upstream_failed', payload.message);
    if (kind === 'answer-done') return;
  }
}

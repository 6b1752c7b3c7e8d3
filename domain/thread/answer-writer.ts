import { SQL } from 'sql-template-strings';
import { type Database, first } from '../database/database.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { tellEvents } from '../event/tell-events.ts';
import { leaseSeconds, type StartedAnswer } from './start-answer.ts';
import { answerDelta } from './thread-events.ts';

/** Characters that may wait before whoever speaks has to wait, too. */
const maxWaiting = 16_384;

/**
 * Writes an answer down in chunks while it is given. What comes while a chunk is being written makes up the next one, so that an
 * assistant may be faster than the database.
 */
export class AnswerWriter {
  readonly #db: Database;
  readonly #feed: EventFeed;
  readonly #answer: StartedAnswer;
  readonly #lost = new AbortController();
  readonly #renewal: NodeJS.Timeout;
  #waiting = '';
  #writing: Promise<void> | undefined;

  constructor(db: Database, feed: EventFeed, { answer, renewMs }: { answer: StartedAnswer; renewMs: number }) {
    this.#db = db;
    this.#feed = feed;
    this.#answer = answer;
    // A failed renewal is tried again at the next turn, while the lease still stands.
    this.#renewal = setInterval(() => void this.#renew().catch(() => undefined), renewMs);
  }

  /** Aborts when the answer was ended elsewhere, or cannot be written down. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Resolves at once, or when there is room again. */
  async add(text: string): Promise<void> {
    this.#waiting += text;
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
    if (this.#waiting.length > maxWaiting) await this.#writing;
  }

  /** Waits until everything is written down. */
  async finish(): Promise<void> {
    await this.#writing;
    clearInterval(this.#renewal);
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting !== '' && !this.#lost.signal.aborted) {
        const content = this.#waiting;
        this.#waiting = '';
        if (!(await this.#writeChunk(content))) this.#lost.abort();
      }
    } catch (error) {
      this.#lost.abort(error);
    }
  }

  /** False when the answer is over. */
  #writeChunk(content: string): Promise<boolean> {
    const { messageId, conversationId } = this.#answer;
    return tellEvents(this.#db, this.#feed, async (tx, tell) => {
      const chunk = await first<{ idx: number }>(tx, SQL`
        with answer as (
          update thread_answers
          set chunks = chunks + 1, expires_at = now() + make_interval(secs => ${leaseSeconds})
          where message_id = ${messageId} and state = 'running'
          returning chunks - 1 as idx
        )
        insert into message_chunks (message_id, idx, content)
        select ${messageId}, idx, ${content}
        from answer
        returning idx
      `.setName('write_chunk'));
      if (chunk) tell(conversationId, answerDelta(this.#answer, chunk.idx, content));
      return chunk !== undefined;
    });
  }

  async #renew(): Promise<void> {
    const renewed = await first(this.#db, SQL`
      update thread_answers
      set expires_at = now() + make_interval(secs => ${leaseSeconds})
      where message_id = ${this.#answer.messageId} and state = 'running'
      returning message_id
    `.setName('renew_thread_answer'));
    if (!renewed) this.#lost.abort();
  }
}

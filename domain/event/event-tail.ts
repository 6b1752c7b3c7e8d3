import type { Queryable } from '../database/database.ts';
import type { StoredEvent } from './event.ts';
import { readEvents, readLogReach } from './read-events.ts';

/** Events that are kept in memory for all who follow one conversation. */
const keptEvents = 512;

/** Events read at a time. */
const batch = 256;

/** The newest events of a conversation, read once for all who follow it in this process. */
export class EventTail {
  readonly #db: Queryable;
  readonly #conversationId: string;
  /** All events after `#from`, up to `#head`. */
  #recent: StoredEvent[] = [];
  #from = 0;
  #head = 0;
  readonly #waiting = new Set<() => void>();
  #started: Promise<void> | undefined;
  #loading: Promise<void> | undefined;
  #isStale = false;
  followers = 0;

  constructor(db: Queryable, conversationId: string) {
    this.#db = db;
    this.#conversationId = conversationId;
  }

  get head(): number {
    return this.#head;
  }

  /** Begins at the present end of the log, once. */
  start(): Promise<void> {
    this.#started ??= this.#begin().catch((error: unknown) => {
      this.#started = undefined;
      throw error;
    });
    return this.#started;
  }

  /** The next events after a time: from memory, or for one who is far behind from the log. */
  async read(after: number): Promise<readonly StoredEvent[]> {
    if (after >= this.#from) return this.#recent.slice(this.#indexAfter(after));
    return readEvents(this.#db, this.#conversationId, { after, limit: batch });
  }

  /** Fetches what is new; of several calls at once, one more fetch follows the one under way. */
  async advance(): Promise<void> {
    await this.start();
    this.#isStale = true;
    this.#loading ??= this.#load();
    await this.#loading;
  }

  /** Kept when there is something after this time, or when the signal aborts. */
  changed(after: number, signal: AbortSignal): Promise<void> {
    if (this.#head > after || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  async #begin(): Promise<void> {
    const { lastAt } = await readLogReach(this.#db, this.#conversationId);
    this.#from = this.#head = lastAt;
  }

  /** Over in the same step in which it finds nothing more to do, so that whoever calls later begins another one. */
  async #load(): Promise<void> {
    try {
      while (this.#isStale) await this.#loadBatch();
    } finally {
      this.#loading = undefined;
    }
  }

  async #loadBatch(): Promise<void> {
    this.#isStale = false;
    const events = await readEvents(this.#db, this.#conversationId, { after: this.#head, limit: batch });
    if (events.length === 0) return;
    this.#isStale ||= events.length === batch;
    this.#keep(events);
    for (const wake of [...this.#waiting]) wake();
  }

  #keep(events: readonly StoredEvent[]): void {
    this.#recent.push(...events);
    this.#head = events.at(-1)?.at ?? this.#head;
    const surplus = this.#recent.length - keptEvents;
    if (surplus > 0) this.#from = this.#recent.splice(0, surplus).at(-1)?.at ?? this.#from;
  }

  /** Most who follow want the last few. */
  #indexAfter(after: number): number {
    let index = this.#recent.length;
    while (index > 0 && (this.#recent[index - 1]?.at ?? 0) > after) index -= 1;
    return index;
  }
}

import type { Database } from '../database/database.ts';
import type { StoredEvent } from './event.ts';
import { type EventBell, silentBell } from './event-bell.ts';
import { EventTail } from './event-tail.ts';
import { findAdvanced } from './read-events.ts';

export interface FeedSettings {
  /** Default: this process is alone. */
  readonly bell?: EventBell;
  /** Milliseconds after which an event is found whose ring was lost; default 2000. */
  readonly pollMs?: number;
}

export interface Following {
  readonly conversationId: string;
  /** Time of the last event that is known already. */
  readonly after: number;
  readonly signal: AbortSignal;
}

/**
 * Lets any number of readers follow the logs of conversations. The log in the database is what counts: what is told here is only that
 * there is something new in it. A reader who is slow holds nothing but its place.
 */
export class EventFeed {
  readonly #bell: EventBell;
  readonly #pollMs: number;
  readonly #tails = new Map<string, EventTail>();
  #timer: NodeJS.Timeout | undefined;
  #stopListening: (() => void) | undefined;

  constructor({ bell = silentBell, pollMs = 2000 }: FeedSettings = {}) {
    this.#bell = bell;
    this.#pollMs = pollMs;
  }

  /** Something was added to the log of a conversation, and is committed. */
  ring(conversationId: string): void {
    this.#bell.ring(conversationId);
    this.#advance(conversationId);
  }

  /** All events after a time and those to come, until the signal aborts. Each has a later time than the one before. */
  async *follow(db: Database, { conversationId, after, signal }: Following): AsyncGenerator<StoredEvent> {
    const tail = this.#open(db, conversationId);
    try {
      await tail.start();
      let at = after;
      while (!signal.aborted) {
        const { head } = tail;
        const events = await tail.read(at);
        for (const event of events) {
          at = event.at;
          yield event;
        }
        if (events.length > 0) continue;
        at = Math.max(at, head);
        await tail.changed(at, signal);
      }
    } finally {
      this.#leave(conversationId, tail);
    }
  }

  #open(db: Database, conversationId: string): EventTail {
    this.#stopListening ??= this.#bell.listen((id) => this.#advance(id));
    this.#timer ??= setInterval(() => void this.#poll(db).catch(() => undefined), this.#pollMs).unref();
    const tail = this.#tails.get(conversationId) ?? new EventTail(db, conversationId);
    this.#tails.set(conversationId, tail);
    tail.followers += 1;
    return tail;
  }

  #leave(conversationId: string, tail: EventTail): void {
    tail.followers -= 1;
    if (tail.followers > 0) return;
    this.#tails.delete(conversationId);
    if (this.#tails.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  /** A failure is made good by the next ring or poll. */
  #advance(conversationId: string): void {
    this.#tails.get(conversationId)?.advance().catch(() => undefined);
  }

  async #poll(db: Database): Promise<void> {
    const heads = new Map([...this.#tails].map(([id, { head }]) => [id, head]));
    for (const id of await findAdvanced(db, heads)) this.#advance(id);
  }
}

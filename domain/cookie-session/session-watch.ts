import { SQL } from 'sql-template-strings';
import type { Database } from '../database/database.ts';

/** Tells whoever does something for a session for hours when the session is over: at once if it is ended here, else soon after. */
export class SessionWatch {
  readonly #db: Database;
  readonly #lookAgainMs: number;
  readonly #watching = new Map<string, Set<() => void>>();
  #timer: NodeJS.Timeout | undefined;

  /** `lookAgainMs`: how often it is looked whether sessions still last that were not ended in this process. */
  constructor(db: Database, { lookAgainMs = 2000 }: { lookAgainMs?: number } = {}) {
    this.#db = db;
    this.#lookAgainMs = lookAgainMs;
  }

  /** Calls `onEnd` when the session is over, once, unless the function that it returns is called before. */
  watch(sessionId: string, onEnd: () => void): () => void {
    const watchers = this.#watching.get(sessionId) ?? new Set();
    this.#watching.set(sessionId, watchers.add(onEnd));
    this.#timer ??= setInterval(() => void this.#look().catch(() => undefined), this.#lookAgainMs).unref();
    return () => {
      watchers.delete(onEnd);
      if (watchers.size === 0) this.#forget(sessionId, watchers);
    };
  }

  /** It was ended here. */
  end(sessionId: string): void {
    const watchers = this.#watching.get(sessionId);
    if (watchers === undefined) return;
    this.#forget(sessionId, watchers);
    for (const onEnd of watchers) onEnd();
  }

  #forget(sessionId: string, watchers: ReadonlySet<() => void>): void {
    if (this.#watching.get(sessionId) === watchers) this.#watching.delete(sessionId);
    if (this.#watching.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** A failure is made good by the next look. */
  async #look(): Promise<void> {
    const over = await this.#db.query<{ id: string }>(SQL`
      select w.id
      from unnest(${[...this.#watching.keys()]}::uuid[]) as w (id)
      left join cookie_sessions s on s.id = w.id and s.expires_at > now()
      left join disabled_users d on d.user_id = s.user_id
      where s.id is null or d.user_id is not null
    `.setName('find_ended_cookie_sessions'));
    for (const { id } of over) this.end(id);
  }
}

/** By the database that the sessions are in: one process may use several. */
const all = new WeakMap<Database, SessionWatch>();

export function sessionWatch(db: Database): SessionWatch {
  const known = all.get(db) ?? new SessionWatch(db);
  all.set(db, known);
  return known;
}

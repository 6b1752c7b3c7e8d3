/** The longest that a timer of Node can wait; a longer one would fire at once. */
const longestMs = 2 ** 31 - 1;

/** Timers of one connection, by name; setting one again replaces it. None keeps the process alive or outlives the connection. */
export class Deadlines {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #closed: AbortSignal;

  /** `closed` aborts when the connection closes. */
  constructor(closed: AbortSignal) {
    this.#closed = closed;
    closed.addEventListener('abort', () => this.#clearAll(), { once: true });
  }

  /** Once, `milliseconds` from now; at once when that is past. */
  set(name: string, milliseconds: number, act: () => void): void {
    this.#keep(name, setTimeout(act, Math.min(Math.max(milliseconds, 0), longestMs)));
  }

  /** Again and again. */
  every(name: string, milliseconds: number, act: () => void): void {
    this.#keep(name, setInterval(act, milliseconds));
  }

  clear(name: string): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  #keep(name: string, timer: NodeJS.Timeout): void {
    this.clear(name);
    if (this.#closed.aborted) clearTimeout(timer);
    else this.#timers.set(name, timer.unref());
  }

  #clearAll(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}

/** How often the loop is looked at, in milliseconds. Each look costs 0.15 ms of cold code, which at every 20 ms was 1 % of a busy process, and of an idle one. */
const tickMs = 50;

/** One long turn is no overload: something large was read, or the machine paused. */
const patienceMs = 1000;

/**
 * Requests that come while the event loop is busy wait in the socket's buffers, where nothing counts them. So this counts how
 * long the loop takes for a turn: what is read late in a long one has waited that long already.
 */
export class LoopWatch {
  readonly #longestMs: number;
  #timer: NodeJS.Timeout | undefined;
  #turnedAt = performance.now();
  /** Since when no turn was short enough. */
  #busySince: number | undefined;

  /** @param maxDelayMs what a request may wait for the loop */
  constructor(maxDelayMs: number) {
    this.#longestMs = tickMs + maxDelayMs;
  }

  start(): void {
    this.#timer = setInterval(() => this.turn(performance.now()), tickMs).unref();
  }

  /** The loop has come round. */
  turn(now: number): void {
    const isLong = now - this.#turnedAt > this.#longestMs;
    this.#busySince = isLong ? this.#busySince ?? this.#turnedAt : undefined;
    this.#turnedAt = now;
  }

  /** Whether what is read now has waited too long, as others have for a second. */
  isLate(now: number): boolean {
    return now - this.#turnedAt > this.#longestMs && this.#busySince !== undefined && now - this.#busySince > patienceMs;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

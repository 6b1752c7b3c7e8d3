/** How often something may happen: exact over every stretch of the window's length, not over fixed windows. */
export class MessageRate {
  readonly #windowMs: number;
  readonly #times: Float64Array;
  #next = 0;

  constructor(rate: { readonly messages: number; readonly windowSeconds: number }) {
    this.#windowMs = rate.windowSeconds * 1000;
    this.#times = new Float64Array(rate.messages).fill(-Infinity);
  }

  /** Counts one; 0 if it is allowed, else the seconds to wait. `now` in milliseconds of a clock that never goes back. */
  take(now: number): number {
    const oldest = this.#times[this.#next] ?? -Infinity;
    const waitMs = oldest + this.#windowMs - now;
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    this.#times[this.#next] = now;
    this.#next = (this.#next + 1) % this.#times.length;
    return 0;
  }
}

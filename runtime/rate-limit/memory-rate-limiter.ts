import { judge } from './gcra.ts';
import type { RateLimiter, Take } from './limiter.ts';

/**
 * Counts in this process: one number per key. Memory is bounded: keys whose limit is whole again are swept, and above
 * `maxKeys` the key that was used longest ago is forgotten.
 */
export class MemoryRateLimiter implements RateLimiter {
  readonly #full = new Map<string, number>();
  readonly #maxKeys: number;
  readonly #now: () => number;
  readonly #epoch: number;
  #takesUntilSweep: number;

  constructor({ maxKeys = 100_000, now = Date.now }: { readonly maxKeys?: number; readonly now?: () => number } = {}) {
    this.#maxKeys = maxKeys;
    this.#now = now;
    this.#epoch = now();
    this.#takesUntilSweep = maxKeys;
  }

  get size(): number {
    return this.#full.size;
  }

  take(key: string, limit: number, windowSeconds: number, cost = 1): Take {
    const now = this.#now() - this.#epoch;
    const { take, fullAt } = judge({ fullAt: this.#full.get(key) ?? 0, now, epoch: this.#epoch, limit, windowSeconds, cost });
    if (take.allowed) this.#remember(key, fullAt);
    this.#sweep(now);
    return take;
  }

  /** Deleting first moves the key to the end of the map: its order is that of last use. */
  #remember(key: string, fullAt: number): void {
    this.#full.delete(key);
    this.#full.set(key, fullAt);
    if (this.#full.size <= this.#maxKeys) return;
    for (const oldest of this.#full.keys()) {
      this.#full.delete(oldest);
      return;
    }
  }

  #sweep(now: number): void {
    this.#takesUntilSweep -= 1;
    if (this.#takesUntilSweep > 0) return;
    this.#takesUntilSweep = this.#maxKeys;
    for (const [key, fullAt] of this.#full) if (fullAt <= now) this.#full.delete(key);
  }
}

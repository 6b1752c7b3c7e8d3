import { setTimeout as wait } from 'node:timers/promises';
import { DomainError } from '../errors.ts';

export interface BackOffSettings {
  /** Milliseconds before each further try of one request; default 100 and 400. */
  readonly retryDelaysMs?: readonly number[];
  /** Milliseconds in which nobody asks after an outage: the first pause, doubled with each failure up to the last; default 250 and 30 000. */
  readonly pauseMs?: readonly [first: number, last: number];
}

/**
 * Keeps an outage of another service from becoming one of ours: a request that may be repeated is tried again after growing pauses, and once
 * the tries are used up nobody waits for the service for a while, which grows as long as it is down. All of these refuse with `unavailable`.
 */
export class BackOff {
  readonly #delays: readonly number[];
  readonly #pause: readonly [number, number];
  #failures = 0;
  #nextTry = 0;

  constructor({ retryDelaysMs = [100, 400], pauseMs = [250, 30_000] }: BackOffSettings = {}) {
    this.#delays = retryDelaysMs;
    this.#pause = pauseMs;
  }

  /** For what may be done twice without harm. `work` tells an outage by throwing `unavailable`. */
  repeat<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#run(work, this.#delays);
  }

  /** For what puts something in order again after an outage: not even the pause keeps it from being tried. */
  insist<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#try(work, this.#delays);
  }

  /** For what must not be done twice, since nobody knows how far the first try came. */
  once<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#run(work, []);
  }

  async #run<Result>(work: () => Promise<Result>, delays: readonly number[]): Promise<Result> {
    if (performance.now() < this.#nextTry) throw new DomainError('unavailable', 'The directory does not answer at present.');
    return this.#try(work, delays);
  }

  async #try<Result>(work: () => Promise<Result>, delays: readonly number[]): Promise<Result> {
    for (let tries = 0; ; tries += 1) {
      try {
        const result = await work();
        this.#failures = 0;
        return result;
      } catch (error) {
        const delay = delays[tries];
        if (isOutage(error) && delay !== undefined) await wait(delay * (0.5 + Math.random() / 2));
        else throw this.#count(error);
      }
    }
  }

  /** An answer, even a refusal, ends an outage. */
  #count(error: unknown): unknown {
    this.#failures = isOutage(error) ? this.#failures + 1 : 0;
    const [first, last] = this.#pause;
    this.#nextTry = this.#failures === 0 ? 0 : performance.now() + Math.min(first * 2 ** (this.#failures - 1), last);
    return error;
  }
}

function isOutage(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'unavailable';
}

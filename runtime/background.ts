import type { Logger } from 'pino';
import { describeError } from './logging/describe-error.ts';

/** How long work that was told to stop may still take, for example to store what it has. */
const lastWordsMs = 2000;

/** Work that handlers began and that goes on past the request, message or connection it began with, but not past the service. */
export class Background {
  readonly #log: Logger;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Does not throw: what the work throws is logged. */
  begin(work: (signal: AbortSignal) => Promise<void>): void {
    const running = Promise.resolve()
      .then(() => work(this.#stop.signal))
      .catch((error: unknown) => this.#log.error({ err: describeError(error) }, 'work in the background failed'))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits for all of it, at most until `deadline` settles; what is left then is told to stop. */
  async finish(deadline: Promise<void>): Promise<void> {
    await Promise.race([this.#idle(), deadline]);
    if (this.#running.size === 0) return;
    this.#stop.abort();
    await Promise.race([this.#idle(), new Promise((resolve) => setTimeout(resolve, lastWordsMs).unref())]);
  }

  async #idle(): Promise<void> {
    await Promise.all(this.#running);
  }
}

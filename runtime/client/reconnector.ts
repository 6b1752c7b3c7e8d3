import { reconnectDelay, type ReconnectOptions } from './reconnect-delay.ts';

/** Connects again after a connection was lost. */
export class Reconnector {
  readonly #options: ReconnectOptions;
  #isCancelled = false;
  #wake: () => void = () => undefined;

  constructor(options: ReconnectOptions) {
    this.#options = options;
  }

  /** True once `connect` worked; false when it is given up: for a final error, after the last try, or by `cancel`. */
  async run(connect: () => Promise<void>, isFinal: (error: unknown) => boolean): Promise<boolean> {
    for (let attempt = 0; ; attempt += 1) {
      const delay = reconnectDelay(this.#options, attempt);
      if (delay === undefined) return false;
      await this.#pause(delay);
      if (this.#isCancelled) return false;
      try {
        await connect();
        return true;
      } catch (error) {
        if (isFinal(error)) return false;
      }
    }
  }

  /** For good. A try that is under way is not interrupted. */
  cancel(): void {
    this.#isCancelled = true;
    this.#wake();
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

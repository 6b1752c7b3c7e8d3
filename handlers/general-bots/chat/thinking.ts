/** Calls back whenever nothing has come for so long, until it is stopped. */
export class Thinking {
  readonly #intervalMs: number;
  readonly #tell: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(intervalMs: number, tell: () => void) {
    this.#intervalMs = intervalMs;
    this.#tell = tell;
  }

  /** Something has come, or waiting begins. */
  restart(): void {
    this.stop();
    this.#timer = setInterval(this.#tell, this.#intervalMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

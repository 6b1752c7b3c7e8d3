type Task = () => void | Promise<void>;

/**
 * Runs tasks one after the other: at once while nothing is running, else when those before are done. Tasks must not
 * throw or reject.
 */
export class SerialQueue {
  readonly #tasks: Task[] = [];
  #isBusy = false;
  #running: Promise<void> | undefined;

  /** How many tasks wait. */
  get length(): number {
    return this.#tasks.length;
  }

  /** Whether a task would run at once. */
  get isIdle(): boolean {
    return !this.#isBusy;
  }

  /** The same as `add` while idle, without a function for each task: what thousands of messages a second come by. */
  runNow<Input>(task: (input: Input) => void | Promise<void>, input: Input): void {
    this.#isBusy = true;
    const result = task(input);
    if (result) this.#running = result.then(() => this.#run());
    else this.#run();
  }

  add(task: Task): void {
    this.#tasks.push(task);
    if (!this.#isBusy) this.#run();
  }

  /** Drops what waits; what runs goes on. */
  clear(): void {
    this.#tasks.length = 0;
  }

  /** Kept when nothing runs or waits. */
  async idle(): Promise<void> {
    while (this.#isBusy) await this.#running;
  }

  #run(): void {
    this.#isBusy = true;
    for (let task = this.#tasks.shift(); task; task = this.#tasks.shift()) {
      const result = task();
      if (!result) continue;
      this.#running = result.then(() => this.#run());
      return;
    }
    this.#isBusy = false;
  }
}

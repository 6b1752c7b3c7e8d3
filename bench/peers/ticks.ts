export interface Tick {
  readonly number: number;
  readonly at: number;
  readonly text: string;
}

/** Everybody who follows gets every tick that is announced. */
export class Ticks {
  readonly #followers = new Set<(tick: Tick) => void>();

  announce(tick: Tick): void {
    for (const tell of this.#followers) tell(tick);
  }

  /** As events, until the signal aborts. */
  async *follow(signal: AbortSignal): AsyncGenerator<{ event: 'tick'; data: Tick }> {
    const waiting: Tick[] = [];
    let wake = (): void => undefined;
    const tell = (tick: Tick): void => {
      waiting.push(tick);
      wake();
    };
    this.#followers.add(tell);
    signal.addEventListener('abort', () => wake());
    try {
      while (!signal.aborted) {
        for (let tick = waiting.shift(); tick !== undefined; tick = waiting.shift()) yield { event: 'tick', data: tick };
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      this.#followers.delete(tell);
    }
  }
}

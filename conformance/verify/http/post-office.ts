import { setTimeout } from 'node:timers/promises';
import type { VerifyOptions } from '../options.ts';
import { createSender, type Sender, type Wait } from './send.ts';
import { headerOf, type WireRequest, type WireResponse } from './wire.ts';

/** A limit that the user set was reached: what was found until then stands. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

const longestWaitSeconds = 5;

const interruption = 'it was interrupted';

/** @throws {BudgetSpent} then */
function untilAborted(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new BudgetSpent(interruption)), { once: true }));
  aborted.catch(() => undefined);
  return aborted;
}

/** Sends requests within the limits that the user set. */
export class PostOffice {
  readonly #options: VerifyOptions;
  readonly #sender: Sender;
  readonly #started = performance.now();
  readonly #interrupted: Promise<never> | undefined;
  #requests = 0;

  constructor(options: VerifyOptions) {
    this.#options = options;
    this.#sender = createSender(options);
    this.#interrupted = options.signal && untilAborted(options.signal);
  }

  get requests(): number {
    return this.#requests;
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /**
   * Counts a request, or a message, and waits where they come too fast.
   * @throws {BudgetSpent}
   */
  async spend(): Promise<void> {
    const { maxRequests, maxSeconds, rate, signal } = this.#options;
    if (signal?.aborted === true) throw new BudgetSpent(interruption);
    if (this.#requests >= maxRequests) throw new BudgetSpent('as many requests were sent as may be');
    if (this.seconds >= maxSeconds) throw new BudgetSpent('the time is over');
    this.#requests += 1;
    if (rate > 0) await setTimeout(Math.max(0, (this.#requests / rate) * 1000 - (performance.now() - this.#started)));
  }

  /** @throws {BudgetSpent | NoAnswer} */
  async send(request: WireRequest, wait?: Wait): Promise<WireResponse> {
    await this.spend();
    const answer = this.#sender.send(request, wait);
    return this.#interrupted === undefined ? answer : Promise.race([answer, this.#interrupted]);
  }

  /** The same; waits as a 429 asks, once and not for long. */
  async sendPatiently(request: WireRequest, wait?: Wait): Promise<WireResponse> {
    const response = await this.send(request, wait);
    const seconds = Number(headerOf(response, 'retry-after'));
    if (response.status !== 429 || !(seconds <= longestWaitSeconds)) return response;
    await setTimeout(seconds * 1000);
    return this.send(request, wait);
  }

  close(): void {
    this.#sender.close();
  }
}

import { MessagesLost, toError, WaitTimeout } from './client-errors.ts';

/** One received message: its name, and the value that a listener gets. */
export interface Arrival {
  readonly name: string;
  readonly value: unknown;
}

/** What a promise for a message may be bound to. */
export interface WaitOptions<Value> {
  /** Only a message for which this is true. */
  readonly where?: (value: Value) => boolean;
  /** Reject with WaitTimeout after so many milliseconds; default: wait as long as the connection lives. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

interface Waiter {
  readonly accepts: (arrival: Arrival) => boolean;
  readonly resolve: (arrival: Arrival) => void;
  readonly reject: (error: Error) => void;
}

type Listener = (value: unknown) => void;

/**
 * Where received messages wait. A message goes to every listener of its name, and then to one taker: the first promise
 * that waits for it, else the iteration. One that nobody heard or took is kept, so that a message which arrives before
 * its reader is not missed; of such messages the oldest are dropped beyond `limit`.
 */
export class MessageInbox {
  readonly #limit: number;
  readonly #kept: Arrival[] = [];
  readonly #waiters: Waiter[] = [];
  readonly #readers: Waiter[] = [];
  readonly #listeners = new Map<string, Set<Listener>>();
  #iterations = 0;
  #lost = false;
  #ended: Error | undefined;

  constructor(limit = 1000) {
    this.#limit = limit;
  }

  push(arrival: Arrival): void {
    const heard = this.#tell(arrival);
    const taker = removeFirst(this.#waiters, (waiter) => waiter.accepts(arrival)) ?? this.#readers.shift();
    if (taker) return taker.resolve(arrival);
    if (heard && this.#iterations === 0) return;
    this.#kept.push(arrival);
    if (this.#kept.length <= this.#limit) return;
    this.#kept.shift();
    this.#lost = this.#iterations > 0;
  }

  /** Hears every message of a name from now on, beginning with those that were kept. Returns the way to stop. */
  on(name: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    for (let kept = this.#takeKept(name); kept; kept = this.#takeKept(name)) listener(kept.value);
    return () => listeners.delete(listener);
  }

  /** The first message of one of the names that nobody took yet. */
  take(names: readonly string[], options: WaitOptions<unknown> = {}): Promise<Arrival> {
    const { where = () => true } = options;
    const accepts = (arrival: Arrival): boolean => names.includes(arrival.name) && where(arrival.value);
    const kept = removeFirst(this.#kept, accepts);
    if (kept) return Promise.resolve(kept);
    if (this.#ended) return Promise.reject(this.#ended);
    return this.#wait(this.#waiters, accepts, `message ${names.join(' or ')}`, options);
  }

  /** All messages that no promise takes, until the connection ends. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Arrival, void, undefined> {
    this.#iterations += 1;
    try {
      for (let next = await this.#next(); next; next = await this.#next()) yield next;
    } finally {
      this.#iterations -= 1;
    }
  }

  /** Nothing more will come: promises reject with this, iterations finish after what was kept. */
  end(error: Error): void {
    this.#ended = error;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
    for (const reader of this.#readers.splice(0)) reader.reject(error);
  }

  async #next(): Promise<Arrival | undefined> {
    if (this.#lost) throw new MessagesLost(this.#limit);
    const kept = this.#kept.shift();
    if (kept || this.#ended) return kept;
    return this.#wait(this.#readers, () => true, 'message', {}).catch(() => undefined);
  }

  #tell(arrival: Arrival): boolean {
    const listeners = this.#listeners.get(arrival.name);
    if (!listeners || listeners.size === 0) return false;
    for (const listener of [...listeners]) listener(arrival.value);
    return true;
  }

  #takeKept(name: string): Arrival | undefined {
    return this.#iterations > 0 ? undefined : removeFirst(this.#kept, (arrival) => arrival.name === name);
  }

  #wait(line: Waiter[], accepts: Waiter['accepts'], what: string, options: WaitOptions<unknown>): Promise<Arrival> {
    const { signal, timeoutMs } = options;
    if (signal?.aborted) return Promise.reject(toError(signal.reason));
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        removeFirst(line, (other) => other === waiter);
      };
      const waiter: Waiter = {
        accepts,
        resolve: (arrival) => (leave(), resolve(arrival)),
        reject: (error) => (leave(), reject(error)),
      };
      const onAbort = (): void => waiter.reject(toError(signal?.reason));
      const timer = timeoutMs === undefined ? undefined : setTimeout(() => waiter.reject(new WaitTimeout(what, timeoutMs)), timeoutMs);
      signal?.addEventListener('abort', onAbort);
      line.push(waiter);
    });
  }
}

function removeFirst<Item>(items: Item[], matches: (item: Item) => boolean): Item | undefined {
  const index = items.findIndex(matches);
  return index < 0 ? undefined : items.splice(index, 1)[0];
}

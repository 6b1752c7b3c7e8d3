import type { BodySink } from './receive-body.ts';

/** Bytes that may wait for a handler before their sender has to. */
const waitingBytes = 256 * 1024;

/** Thrown to whoever reads a body that ends before its last byte: its client went away, it was too large, its request is over. */
export class BodyBroken extends Error {}

/**
 * A body that is read while it arrives, once, and no faster than it is asked for. Whoever stops reading gives up the rest.
 * Reading rejects with BodyBroken where the rest will never come.
 */
export class IncomingBytes implements BodySink, AsyncIterable<Uint8Array> {
  #begun: (() => void) | undefined;
  readonly #refused: (limitBytes: number) => void;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #isComplete = false;
  #isTaken = false;
  #fault: BodyBroken | undefined;
  #wake: (() => void) | undefined;
  #drained: (() => void) | undefined;

  /** `begun` is called for whatever comes first, bytes or the end; `refused` when more bytes came than the operation takes. */
  constructor(begun: () => void, refused: (limitBytes: number) => void) {
    this.#begun = begun;
    this.#refused = refused;
  }

  write(chunk: Buffer): boolean {
    if (this.#fault !== undefined) return true;
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    this.#begin();
    this.#wake?.();
    return this.#bytes < waitingBytes;
  }

  onDrain(drained: () => void): void {
    this.#drained = drained;
  }

  end(): void {
    this.#isComplete = true;
    this.#begin();
    this.#wake?.();
  }

  refuse(limitBytes: number): void {
    this.#break(`The body is larger than ${limitBytes} bytes.`);
    this.#refused(limitBytes);
  }

  /** Nobody will send the rest, or nobody waits for it any more. */
  abort(): void {
    if (!this.#isComplete) this.#break('The request is over before its body was read.');
    this.#forget();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#isTaken) throw new Error('A body that is read while it arrives can be read once only.');
    this.#isTaken = true;
    try {
      for (let chunk = await this.#next(); chunk !== undefined; chunk = await this.#next()) yield chunk;
    } finally {
      this.#break('Nobody reads the body any more.');
      this.#forget();
    }
  }

  /** Undefined behind the last. */
  async #next(): Promise<Uint8Array | undefined> {
    while (this.#chunks.length === 0 && !this.#isComplete && this.#fault === undefined) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#fault !== undefined) throw this.#fault;
    const chunk = this.#chunks.shift();
    this.#bytes -= chunk?.length ?? 0;
    if (this.#bytes < waitingBytes / 2) this.#drained?.();
    return chunk;
  }

  #begin(): void {
    const begun = this.#begun;
    this.#begun = undefined;
    begun?.();
  }

  #break(message: string): void {
    this.#fault ??= new BodyBroken(message);
    this.#wake?.();
  }

  /** What still comes may flow past. */
  #forget(): void {
    this.#chunks = [];
    this.#bytes = 0;
    this.#drained?.();
  }
}

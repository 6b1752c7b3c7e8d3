import { loadBusboy } from '../../load-when-needed.ts';
import { MalformedBody } from '../parse-json.ts';
import type { PartCollector } from './part-collector.ts';
import { PartTooLarge } from './part-too-large.ts';
import type { Dicer } from '@fastify/busboy';
import type { Readable } from 'node:stream';
import type { BodySink } from '../receive-body.ts';
import type { Problem } from '../../service.ts';

/** More parts than this are an attack, or not meant for a form. */
const maxParts = 1000;

/** Of the headers of one part; and what Dicer may hold before it asks its writer to wait, which is more than a socket reads at once. */
const limits = { maxHeaderPairs: 64, maxHeaderSize: 16 * 1024, highWaterMark: 1024 * 1024 };

type Headers = Readonly<Record<string, readonly string[] | undefined>>;

/**
 * Takes a multipart body apart while it arrives (RFC 2046 section 5.1, RFC 7578). Parts are read one after the other, and a part is
 * read no faster than its bytes can be kept.
 */
export class MultipartReader implements BodySink {
  readonly #dicer: Dicer;
  readonly #collector: PartCollector;
  readonly #done: (problem: Problem | undefined) => void;
  #begun = 0;
  #described = 0;
  #lastPart: Promise<void> = Promise.resolve();
  #isComplete = false;
  #hasEnded = false;
  #isOver = false;

  /** `done` is called once, unless `abort` was: with what is wrong, or when the collector has everything. */
  constructor(boundary: string, collector: PartCollector, done: (problem: Problem | undefined) => void) {
    this.#collector = collector;
    this.#done = done;
    // Its types do not know of the other settings.
    this.#dicer = new (loadBusboy().Dicer)({ boundary, ...limits });
    this.#dicer.on('part', (part: Readable) => this.#begin(part));
    this.#dicer.on('finish', () => this.#complete());
    this.#dicer.on('error', () => this.#fail(new MalformedBody('The body ends before its last boundary.')));
  }

  write(chunk: Buffer): boolean {
    return this.#isOver || this.#dicer.write(chunk);
  }

  onDrain(drained: () => void): void {
    this.#dicer.on('drain', drained);
  }

  end(): void {
    this.#hasEnded = true;
    if (this.#isOver) return;
    if (this.#isComplete) this.#settle();
    else this.#dicer.end();
  }

  /** More bytes came than the operation takes. */
  refuse(limitBytes: number): void {
    this.#over({ code: 'body-too-large', limitBytes });
  }

  /** Nobody waits for the body any more. */
  abort(): void {
    this.#isOver = true;
    this.#dicer.destroy();
    this.#collector.release();
  }

  #begin(part: Readable): void {
    // A part whose headers never ended was no part.
    if (this.#begun !== this.#described) return this.#fail(new MalformedBody('A part of the body has no headers.'));
    this.#begun += 1;
    if (this.#begun > maxParts) return this.#fail(new MalformedBody(`The body has more than ${maxParts} parts.`));
    // A part that breaks off is told by the reader's own error.
    part.on('error', () => undefined);
    part.on('header', (headers: Headers) => {
      this.#described += 1;
      this.#lastPart = this.#lastPart.then(() => this.#take(part, headers));
    });
  }

  async #take(part: Readable, headers: Headers): Promise<void> {
    if (this.#isOver) return;
    try {
      await this.#collector.take(part, headers);
    } catch (error) {
      this.#fail(error);
    }
  }

  #complete(): void {
    this.#isComplete = true;
    if (this.#hasEnded) this.#settle();
  }

  #settle(): void {
    if (this.#begun !== this.#described) return this.#fail(new MalformedBody('A part of the body has no headers.'));
    void this.#lastPart.then(() => this.#over(undefined));
  }

  #fail(error: unknown): void {
    if (error instanceof MalformedBody) this.#over({ code: 'malformed-body', detail: error.message });
    else if (error instanceof PartTooLarge) this.#over({ code: 'body-too-large', limitBytes: error.limitBytes });
    else this.#over({ code: 'thrown', error });
  }

  #over(problem: Problem | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#dicer.destroy();
    this.#done(problem);
  }
}

/** Of a Content-Type (RFC 2046 section 5.1.1); undefined where it has none that can be one. */
export function boundaryOf(contentType: string): string | undefined {
  const match = /;\s*boundary\s*=\s*(?:"([^"]{1,70})"|([^\s;,"]{1,70}))\s*(?:;|$)/i.exec(contentType);
  return match?.[1] ?? match?.[2];
}

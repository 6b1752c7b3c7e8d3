/**
 * Facts of uWebSockets.js: nobody tells a stream that its client has gone but the abort handler. Ending a stream and its connection in
 * one call writes a header into the middle of the body, so streams only end. More in stream-outbox.ts.
 */
import { letFlow } from '../body/receive-body.ts';
import { describeError } from '../logging/describe-error.ts';
import { discardStream } from './discard-stream.ts';
import { encodeEvent, heartbeat } from './encode-event.ts';
import { firstId } from './events-from.ts';
import { itemEncoder, type EncodeItem } from './encode-item.ts';
import { corked, StreamOutbox } from './stream-outbox.ts';
import { writeHead } from './write-head.ts';
import { finish, leaveFlight, leaveIfDone } from '../finish.ts';
import { toViolations } from '../validate/violations.ts';
import type { Codec, MediaRow } from '../contract.ts';
import type { BodyStream, Encoded } from './encode-body.ts';
import type { Exchange } from '../exchange.ts';
import type { Head } from './write-head.ts';

export interface StreamKind {
  readonly codec: Codec;
  readonly media: MediaRow | undefined;
}

/** Starts to write a stream and returns; the rest happens as its pieces come. */
export function streamReply(exchange: Exchange, head: Head, body: BodyStream, kind: StreamKind): void {
  if (exchange.isHead) return writeHeadOnly(exchange, head, body);
  const stream = new StreamWriter(exchange, head, body[Symbol.asyncIterator](), kind);
  if (kind.codec === 'events') void stream.runEvents(firstId(body));
  else void stream.runChunks();
}

function writeHeadOnly(exchange: Exchange, head: Head, body: BodyStream): void {
  exchange.answered = true;
  discardStream(body);
  exchange.res.cork(() => {
    writeHead(exchange, head);
    exchange.res.endWithoutBody();
  });
  finish(exchange, head.status);
}

/** Whether pieces are values that the contract describes. */
function isItems(codec: Codec): boolean {
  return codec === 'events' || codec === 'json-lines';
}

class StreamWriter {
  readonly #exchange: Exchange;
  readonly #head: Head;
  readonly #iterator: AsyncIterator<unknown>;
  readonly #kind: StreamKind;
  readonly #encodeItem: EncodeItem;
  readonly #outbox: StreamOutbox;
  #ended = false;
  #heartbeat: NodeJS.Timeout | undefined;

  constructor(exchange: Exchange, head: Head, iterator: AsyncIterator<unknown>, kind: StreamKind) {
    this.#exchange = exchange;
    this.#head = head;
    this.#iterator = iterator;
    this.#kind = kind;
    this.#encodeItem = itemEncoder(kind.codec, kind.media);
    this.#outbox = new StreamOutbox(exchange, isItems(kind.codec));
  }

  async runChunks(): Promise<void> {
    this.#begin();
    await this.#pump();
  }

  /** Clients wait for the status before they count themselves connected, so it goes out at once. */
  async runEvents(id: string | undefined): Promise<void> {
    this.#begin();
    const { settings: { heartbeatSeconds }, load } = this.#exchange.runtime;
    load.eventStreams.add(this.#cut);
    leaveFlight(this.#exchange);
    this.#heartbeat = setInterval(() => this.#outbox.isFull || this.#write(heartbeat), heartbeatSeconds * 1000).unref();
    this.#write(id === undefined ? heartbeat : encodeEvent({ id }));
    // Whoever comes while the service closes goes on elsewhere, too.
    if (load.draining) this.#cut();
    else await this.#pump();
  }

  async #pump(): Promise<void> {
    try {
      let next = await this.#iterator.next();
      while (!this.#ended && next.done !== true) {
        this.#write(this.#encode(next.value));
        if (this.#outbox.isFull) await this.#drained();
        if (!this.#ended) next = await this.#iterator.next();
      }
      this.#end();
    } catch (error) {
      this.#break(error);
    }
  }

  #begin(): void {
    const exchange = this.#exchange;
    exchange.answered = true;
    if (exchange.received !== undefined) exchange.received.outlastsAnswer = true;
    exchange.onAbort = this.#stop;
    if (exchange.timer !== undefined) clearTimeout(exchange.timer);
    corked(exchange, () => {
      writeHead(exchange, this.#head);
      if (this.#kind.codec === 'events') exchange.res.writeHeader('Cache-Control', 'no-store');
    });
  }

  /** The client went away. */
  readonly #stop = (): void => {
    this.#exchange.controller?.abort();
    this.#end();
  };

  /** The service is closing, or the reader has stopped reading. A stream that ended would seem whole, so its client would not resume it. */
  readonly #cut = (): void => {
    if (this.#ended) return;
    this.#exchange.controller?.abort();
    this.#breakOff();
  };

  #encode(value: unknown): Encoded {
    this.#check(value);
    return this.#encodeItem(value);
  }

  #check(item: unknown): void {
    const { runtime, operation, requestId } = this.#exchange;
    const validate = this.#kind.media?.validate;
    if (validate === undefined || !isItems(this.#kind.codec) || !runtime.checks.isDue() || validate(item)) return;
    operation.metrics.responseDefects += 1;
    const [violation] = toViolations('body', validate.errors);
    runtime.log.error({ requestId, operation: operation.row?.id, ...violation }, 'an item of a stream breaks the contract');
    if (runtime.checks.isEnforced) throw new Error('An item of a stream breaks the contract.');
  }

  #write(chunk: Encoded): void {
    if (this.#ended) return;
    this.#heartbeat?.refresh();
    this.#outbox.put(chunk);
  }

  async #drained(): Promise<void> {
    if (this.#ended) return;
    const stalled = setTimeout(this.#cut, this.#exchange.runtime.settings.stallSeconds * 1000).unref();
    await this.#outbox.room();
    clearTimeout(stalled);
  }

  #end(): void {
    if (this.#ended) return;
    letFlow(this.#exchange);
    if (!this.#exchange.aborted) corked(this.#exchange, () => {
      this.#outbox.flush();
      this.#exchange.res.end();
    });
    this.#close();
  }

  /** The status is long sent, so the client learns of the error by a connection that breaks off. */
  #break(error: unknown): void {
    if (this.#ended) return;
    const { runtime, operation, requestId } = this.#exchange;
    runtime.log.error({ err: describeError(error), requestId, operation: operation.row?.id }, 'a stream broke');
    this.#breakOff();
  }

  #breakOff(): void {
    this.#exchange.onAbort = undefined;
    this.#outbox.flush();
    // Not before the socket has sent what it was given in this turn.
    setImmediate(() => {
      if (!this.#exchange.aborted) this.#exchange.res.close();
    });
    this.#close();
  }

  #close(): void {
    this.#ended = true;
    clearInterval(this.#heartbeat);
    this.#outbox.clear();
    this.#exchange.running = true;
    finish(this.#exchange, this.#head.status);
    void this.#giveBack();
  }

  /** Waits for the stream's own `finally`, which may hold files or a connection of the database. */
  async #giveBack(): Promise<void> {
    try {
      await this.#iterator.return?.();
    } catch (error) {
      this.#exchange.runtime.log.warn({ err: describeError(error), requestId: this.#exchange.requestId }, 'a stream failed while it ended');
    }
    this.#exchange.runtime.load.eventStreams.delete(this.#cut);
    this.#exchange.running = false;
    leaveIfDone(this.#exchange);
  }
}

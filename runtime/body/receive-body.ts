/**
 * Facts of uWebSockets.js: the data handler must be attached inside the request's callback or the body is lost; a chunk
 * is a view of the receive buffer and must be copied unless it is used at once; chunks keep coming after an early answer.
 */
import { startDeadline } from '../deadline.ts';
import type { Exchange } from '../exchange.ts';

/** A body as it arrives. */
export class ReceivedBody {
  readonly limitBytes: number;
  chunks: Buffer[] = [];
  bytes = 0;
  complete = false;
  tooLarge = false;
  /** Continues the pipeline; set once it waits for the body. */
  resume: ((exchange: Exchange) => void) | undefined;

  constructor(limitBytes: number) {
    this.limitBytes = limitBytes;
  }

  /** All bytes in one piece. */
  join(): Buffer {
    const [first] = this.chunks;
    return this.chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.chunks);
  }
}

/**
 * Starts to receive. A body that came whole with its headers is handed on without a copy: `resume` runs while the chunk is
 * readable, and parsing is synchronous.
 */
export function startReceiving(exchange: Exchange, limitBytes: number): ReceivedBody {
  const received = new ReceivedBody(limitBytes);
  exchange.received = received;
  exchange.res.onData((chunk, isLast) => receive(exchange, received, chunk, isLast));
  return received;
}

function receive(exchange: Exchange, received: ReceivedBody, chunk: ArrayBuffer, isLast: boolean): void {
  if (received.tooLarge || exchange.answered || exchange.aborted) return;
  received.bytes += chunk.byteLength;
  received.complete = isLast;
  if (received.bytes > received.limitBytes) refuse(received);
  else keep(received, chunk, isLast && received.resume !== undefined);
  if (!isLast && !received.tooLarge) startDeadline(exchange);
  else if (received.resume !== undefined) resumeCorked(exchange, received.resume);
}

function keep(received: ReceivedBody, chunk: ArrayBuffer, isUsedAtOnce: boolean): void {
  if (chunk.byteLength === 0) return;
  received.chunks.push(Buffer.from(isUsedAtOnce ? chunk : chunk.slice(0)));
}

function refuse(received: ReceivedBody): void {
  received.tooLarge = true;
  received.chunks = [];
}

/** The socket calls us corked. */
function resumeCorked(exchange: Exchange, resume: (exchange: Exchange) => void): void {
  exchange.corked = true;
  resume(exchange);
  exchange.corked = false;
}

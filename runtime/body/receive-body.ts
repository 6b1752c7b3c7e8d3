/**
 * Facts of uWebSockets.js: the data handler must be attached inside the request's callback or the body is lost; a chunk
 * is a view of the receive buffer and must be copied unless it is used at once; chunks keep coming after an early answer;
 * `pause` stops them, with the socket's own time-out, and must be undone before the answer, or the connection stands still.
 */
import { Buffer } from 'node:buffer';
import { startDeadline } from '../deadline.ts';
import type { MediaRow } from '../contract.ts';
import type { Exchange } from '../exchange.ts';

/** Takes a body that is too large to be kept whole. */
export interface BodySink {
  /** False when no more is wanted until it has drained. */
  write(chunk: Buffer): boolean;
  onDrain(drained: () => void): void;
  end(): void;
  /** More bytes came than the operation takes. */
  refuse(limitBytes: number): void;
}

/** A body as it arrives. */
export class ReceivedBody {
  readonly limitBytes: number;
  chunks: Buffer[] = [];
  bytes = 0;
  complete = false;
  tooLarge = false;
  /** Whether the socket was told to wait. */
  paused = false;
  sink: BodySink | undefined;
  /** Whether its answer is a stream, beside which it may go on. */
  outlastsAnswer = false;
  /** What it is, once it was looked at. */
  media: MediaRow | undefined;
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

/** What waits in memory for a body's turn, where the body is not to be kept whole. */
const waitingBytes = 64 * 1024;

/** Hands everything on to a sink, as fast as that takes it. */
export function pourInto(exchange: Exchange, received: ReceivedBody, sink: BodySink): void {
  received.sink = sink;
  sink.onDrain(() => letFlow(exchange));
  const wantsMore = received.chunks.map((chunk) => sink.write(chunk)).every(Boolean);
  received.chunks = [];
  if (received.tooLarge) return sink.refuse(received.limitBytes);
  if (received.complete) return sink.end();
  if (wantsMore) letFlow(exchange);
  else pause(exchange, received);
}

function pause({ res }: Exchange, received: ReceivedBody): void {
  if (!received.paused) res.pause();
  received.paused = true;
}

/** Undoes a pause; to be called before any answer. */
export function letFlow(exchange: Exchange): void {
  const { res, received } = exchange;
  if (received?.paused !== true || isOver(exchange, received)) return;
  received.paused = false;
  res.resume();
}

function isOver({ answered, aborted, finished }: Exchange, { outlastsAnswer }: ReceivedBody): boolean {
  return aborted || (outlastsAnswer ? finished : answered);
}

function receive(exchange: Exchange, received: ReceivedBody, chunk: ArrayBuffer, isLast: boolean): void {
  if (received.tooLarge || isOver(exchange, received)) return;
  received.bytes += chunk.byteLength;
  received.complete = isLast;
  if (received.sink !== undefined) return pour(exchange, received, received.sink, chunk);
  if (received.bytes > received.limitBytes) refuse(received);
  else keep(received, chunk, isLast && received.resume !== undefined);
  if (!isLast && received.bytes > waitingBytes && received.resume === undefined && isStreamed(exchange)) pause(exchange, received);
  if (!isLast && !received.tooLarge) startDeadline(exchange);
  else if (received.resume !== undefined) resumeCorked(exchange, received.resume);
}

function pour(exchange: Exchange, received: ReceivedBody, sink: BodySink, chunk: ArrayBuffer): void {
  if (received.bytes > received.limitBytes) {
    refuse(received);
    return sink.refuse(received.limitBytes);
  }
  if (chunk.byteLength > 0 && !sink.write(Buffer.from(chunk.slice(0))) && !received.complete) pause(exchange, received);
  if (received.complete) sink.end();
  else startDeadline(exchange);
}

/** Whether a body of this operation may be one that is not kept whole. */
function isStreamed({ operation: { row } }: Exchange): boolean {
  return row?.body?.content.some(({ codec, streamed }) => codec === 'multipart' || streamed === true) ?? false;
}

function keep(received: ReceivedBody, chunk: ArrayBuffer, isUsedAtOnce: boolean): void {
  if (chunk.byteLength === 0) return;
  const kept = Buffer.from(isUsedAtOnce ? chunk : chunk.slice(0));
  // A list that grows has room for seventeen at once, and nearly every body comes in one piece.
  if (received.chunks.length === 0) received.chunks = [kept];
  else received.chunks.push(kept);
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

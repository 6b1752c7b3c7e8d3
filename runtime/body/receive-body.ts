/**
 * Facts of uWebSockets.js: the data handler must be attached inside the request's callback or the body is lost; a chunk
 * is a view of the receive buffer and must be copied unless it is used at once; chunks keep coming after an early answer.
 */
import type { Exchange } from '../exchange.ts';

/**
 * Starts to receive. A body that came whole with its headers is handed on without a copy: `resume` runs while the chunk is
 * readable, and parsing is synchronous.
 */
export function startReceiving(exchange: Exchange, limitBytes: number): void {
  const received = { chunks: [] as Uint8Array[], bytes: 0, complete: false, tooLarge: false, resume: undefined };
  exchange.receiving = received;
  exchange.res.onData((chunk, isLast) => receive(exchange, chunk, isLast, limitBytes));
}

function receive(exchange: Exchange, chunk: ArrayBuffer, isLast: boolean, limitBytes: number): void {
  const received = exchange.receiving;
  if (received === undefined || received.tooLarge || exchange.answered) return;
  received.bytes += chunk.byteLength;
  received.complete = isLast;
  if (received.bytes > limitBytes) {
    received.tooLarge = true;
    received.chunks = [];
  } else {
    const usedAtOnce = isLast && received.resume !== undefined && received.chunks.length === 0;
    received.chunks.push(usedAtOnce ? new Uint8Array(chunk) : new Uint8Array(chunk.slice(0)));
  }
  if ((isLast || received.tooLarge) && received.resume !== undefined) resumeCorked(exchange, received.resume);
}

/** The socket calls us corked. */
function resumeCorked(exchange: Exchange, resume: () => void): void {
  exchange.corked = true;
  resume();
  exchange.corked = false;
}

/** All bytes in one piece. */
export function joinChunks(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
}

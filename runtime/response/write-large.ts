/**
 * Fact of uWebSockets.js: `end` copies what the kernel does not take; `tryEnd` takes as much as fits and says when to
 * come back, so that a slow reader of a large body costs no second copy of it.
 */
import { finish } from '../finish.ts';
import type { Encoded } from './encode-body.ts';
import type { Exchange } from '../exchange.ts';

/** About what a socket's send buffer holds. */
const large = 64 * 1024;

export function largeBytes(body: Encoded): boolean {
  return body.length > large;
}

export function endLarge(exchange: Exchange, body: Encoded, status: number): void {
  const { res } = exchange;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const total = bytes.byteLength;
  const proceed = (offset: number): boolean => {
    const [taken, done] = res.tryEnd(bytes.subarray(offset), total);
    if (done) finish(exchange, status);
    return taken;
  };
  res.onWritable(proceed);
  proceed(0);
}

/**
 * Fact of uWebSockets.js: an answer that ends its connection closes it only after everything received so far was parsed, so
 * that bytes behind a badly framed request still run as requests. It closes at once only when the socket is not corked, and
 * within its callback a socket is corked until more is written than the cork buffer holds.
 */
import type { Encoded } from './encode-body.ts';

const corkBufferBytes = 16 * 1024;

/** The same text with blanks behind it, which JSON and people ignore: more than the cork buffer, so the connection ends now. */
export function padToFlush(body: Encoded | undefined): Uint8Array {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body ?? Buffer.alloc(0);
  const padded = Buffer.alloc(bytes.byteLength + corkBufferBytes + 1, ' ');
  padded.set(bytes);
  return padded;
}

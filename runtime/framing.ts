/**
 * Framing that uWebSockets.js lets through although proxies may read it differently (RFC 9112 section 6.3, request
 * smuggling): several or odd Content-Length lines, a Transfer-Encoding other than exactly `chunked`, both at once, several
 * Host lines. Checked while `capture` walks the headers anyway.
 *
 * Measured in process, Node 20, uWebSockets.js 3.0.6: one walk over all headers costs 0.12 µs for one header, 0.3 µs for
 * three, 1.5 µs for fourteen; looking up only Content-Length and Transfer-Encoding costs 0.07 µs, but sees only the first line
 * of a name. A request costs 12 µs at 80 000 a second, and the walk also yields the headers that the runtime needs, for
 * which four look-ups would cost 0.15 µs. So the walk is always made.
 *
 * Out of reach: after a header with an empty name uWebSockets.js shows no further header to anybody, itself included, so
 * that a length behind it is never seen. What the runtime can do is to keep such bytes from becoming a request: a request
 * of a method that carries content, but without any length, is answered and its connection closed.
 */

/** What a walk over the headers counted. */
export interface Framing {
  hosts: number;
  lengths: number;
  /** What Content-Length says; -1 for what is no number of bytes. */
  length: number;
  codings: number;
  coding: string;
}

/** What is wrong, in one sentence, or undefined. */
export function framingFault(framing: Framing): string | undefined {
  if (framing.hosts > 1) return 'The request has several Host headers.';
  if (framing.codings === 0 && framing.lengths === 0) return undefined;
  if (framing.codings > 0 && framing.lengths > 0) return 'The request has both Transfer-Encoding and Content-Length.';
  if (framing.lengths > 1) return 'The request has several Content-Length headers.';
  if (framing.length < 0) return 'Content-Length is not a number of bytes.';
  if (framing.codings > 0 && framing.coding !== 'chunked') return 'Transfer-Encoding is not chunked.';
  return undefined;
}

const zero = 0x30;

/** Content-Length is digits and nothing else (RFC 9110 section 8.6), here at most fifteen; -1 for anything else. */
export function parseLength(text: string): number {
  if (text.length === 0 || text.length > 15) return -1;
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - zero;
    if (digit < 0 || digit > 9) return -1;
    length = 10 * length + digit;
  }
  return length;
}

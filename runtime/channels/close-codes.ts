import type { ChannelRow } from '../contract.ts';

/** Close codes that a server may send (RFC 6455, section 7.4.1, and IANA's registry for 1012 to 1014). */
const standardCodes = new Set([1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 1014]);

/** A close frame holds 125 bytes, of which the code takes two (RFC 6455, section 5.5). */
const reasonBytes = 123;

/** @throws RangeError for a code that is neither of RFC 6455 nor declared by the channel's `x-close-codes` */
export function assertCloseCode(row: ChannelRow, code: number): void {
  if (standardCodes.has(code) || Object.hasOwn(row.closeCodes, code)) return;
  throw new RangeError(`The channel ${row.name} does not declare the close code ${code}.`);
}

/** Cuts a reason to what fits into a close frame, between two characters. */
export function fitCloseReason(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= reasonBytes) return reason;
  let end = reasonBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}

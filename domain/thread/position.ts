/** Where a root stands in its own tree. */
export const rootPosition: Buffer = Buffer.from([0]);

/** The place before every root. */
export const beforeAll: Buffer = Buffer.alloc(0);

/** Bytes of the longest position that the index takes, with room to spare. */
export const maxPositionBytes = 2400;

/** Messages on the longest way down a tree. */
export const maxDepth = 1000;

/**
 * The position of a message's nth reply, counted from 0. Compared byte by byte, positions sort depth first: a message before its
 * replies, these and all below them before the next reply.
 */
export function replyPosition(parent: Buffer, ordinal: number): Buffer {
  return Buffer.concat([parent, ordinalBytes(ordinal)]);
}

/** A number in one to four bytes, as the first byte tells, so that bytes compare like numbers and none begins another. */
function ordinalBytes(ordinal: number): Buffer {
  if (ordinal < 0x80) return Buffer.from([ordinal]);
  const rest = ordinal - 0x80;
  if (rest < 0x4000) return Buffer.from([0x80 | (rest >> 8), rest & 0xff]);
  const far = Buffer.alloc(4);
  far.writeUInt32BE(((0xc0 << 24) | (rest - 0x4000)) >>> 0);
  return far;
}

/** How a message is called in a path: `m` and its id without hyphens. */
export function labelOf(messageId: string): string {
  return `m${messageId.replaceAll('-', '')}`;
}

const label = /^m([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** The messages on a path, from the root down; undefined for a text that is no path. */
export function idsOf(path: string): string[] | undefined {
  const ids = path.split('.').map((part) => label.exec(part)?.slice(1).join('-'));
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

/**
 * The buffer that all answers share: JSON is written into it as UTF-8, and the socket takes its copy before the next answer is written.
 * A position goes in and the next one comes out; functions called `put` rely on it that there is room.
 */
const usualBytes = 64 * 1024;

/** A larger buffer is given back after use. */
const mostKept = 1024 * 1024;

interface Page {
  bytes: Buffer;
  view: DataView;
  /** Of `bytes`, which has it behind a getter that V8 calls in C++: a hundredth of a short request. */
  buffer: ArrayBufferLike;
}

const place = Symbol.for('specwright.json-bytes.1');
const places = globalThis as typeof globalThis & { [place]?: Page };

/**
 * Of the process, not of this module: where a program holds the package twice, one copy may take what the other one wrote, and
 * would else send memory that nobody wrote to.
 */
export const page: Page = (places[place] ??= newPage(usualBytes));

function newPage(length: number): Page {
  const bytes = Buffer.allocUnsafeSlow(length);
  return { bytes, view: new DataView(bytes.buffer), buffer: bytes.buffer };
}

/** The last word of a literal may reach beyond its end. */
const slack = 8;

/** Makes room for `count` more bytes. */
export function reserve(at: number, count: number): void {
  if (at + count + slack > page.bytes.length) grow(at, count);
}

function grow(at: number, count: number): void {
  const { bytes } = page;
  const larger = newPage(Math.max(at + count + slack, 2 * bytes.length));
  larger.bytes.set(bytes.subarray(0, at));
  Object.assign(page, larger);
}

/** What was written up to `end`; good until something else is written. */
export function takeBytes(end: number): Uint8Array {
  const { bytes, buffer } = page;
  // A Buffer's subarray takes five times as long.
  const taken = new Uint8Array(buffer, 0, end);
  if (bytes.length > mostKept) Object.assign(page, newPage(usualBytes));
  return taken;
}

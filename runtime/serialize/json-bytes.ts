/**
 * What generated serialisers write with: JSON as UTF-8 into one buffer that all answers share, because the socket takes its
 * copy before the next answer is written. A position goes in and the next one comes out.
 *
 * Looking for characters to be escaped costs next to nothing where every character is copied anyway, so nothing is taken on
 * trust: no format, enum or pattern saves a check.
 */
import type { Literal } from './literal.ts';

const usualBytes = 64 * 1024;

/** A larger buffer is given back after use. */
const mostKept = 1024 * 1024;

interface Page {
  bytes: Buffer;
  view: DataView;
}

const place = Symbol.for('specwright.json-bytes.1');
const places = globalThis as typeof globalThis & { [place]?: Page };

/**
 * Of the process, not of this module: where a program holds the package twice, one copy may take what the other one wrote, and
 * would else send memory that nobody wrote to.
 */
const page: Page = (places[place] ??= newPage(usualBytes));

function newPage(length: number): Page {
  const bytes = Buffer.allocUnsafeSlow(length);
  return { bytes, view: new DataView(bytes.buffer) };
}

/** The last word of a literal may reach beyond its end. */
const slack = 8;

/** Makes room for `count` more bytes. */
function reserve(at: number, count: number): void {
  const { bytes } = page;
  if (at + count + slack <= bytes.length) return;
  const larger = newPage(Math.max(at + count + slack, 2 * bytes.length));
  larger.bytes.set(bytes.subarray(0, at));
  Object.assign(page, larger);
}

/** What was written up to `end`; good until something else is written. */
export function takeBytes(end: number): Uint8Array {
  const { bytes } = page;
  // A Buffer's subarray takes five times as long.
  const taken = new Uint8Array(bytes.buffer, 0, end);
  if (bytes.length > mostKept) Object.assign(page, newPage(usualBytes));
  return taken;
}

export function writeLiteral(at: number, { words, length }: Literal): number {
  reserve(at, length);
  const target = page.view;
  for (let index = 0; index < words.length; index += 1) target.setFloat64(at + 8 * index, words[index] as number, true);
  return at + length;
}

const escaped = 1;
const beyondAscii = 2;

/** What JSON escapes (RFC 8259 section 7), halves of a pair included, and what takes more than one byte of UTF-8. */
const speciality = new Uint8Array(0x1_0000).fill(beyondAscii).fill(escaped, 0, 0x20).fill(0, 0x20, 0x80).fill(escaped, 0xd800, 0xe000);
speciality[0x22] = escaped;
speciality[0x5c] = escaped;

/** From here on native code is faster, in spite of the call. */
const longText = 48;

/** A string with its quotation marks. */
export function writeText(at: number, text: string): number {
  const { length } = text;
  if (length >= longText) return writeLongText(at, text);
  reserve(at, length + 2);
  const target = page.view;
  const from = at + 1;
  let special = 0;
  let index = 0;
  for (; index < length - 3; index += 4) {
    const first = text.charCodeAt(index);
    const second = text.charCodeAt(index + 1);
    const third = text.charCodeAt(index + 2);
    const fourth = text.charCodeAt(index + 3);
    special |= (speciality[first] as number) | (speciality[second] as number) | (speciality[third] as number) | (speciality[fourth] as number);
    target.setInt32(from + index, first | (second << 8) | (third << 16) | (fourth << 24), true);
  }
  for (; index < length; index += 1) {
    const code = text.charCodeAt(index);
    special |= speciality[code] as number;
    target.setUint8(from + index, code);
  }
  if (special === 0) return quote(at, length);
  return (special & escaped) === 0 ? writeLetters(at, text) : writeJson(at, JSON.stringify(text));
}

/** Of any script, but without anything to escape; a native call for a short text takes longer than this. */
function writeLetters(at: number, text: string): number {
  const { length } = text;
  reserve(at, 3 * length + 2);
  const target = page.bytes;
  let end = at + 1;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) {
      target[end++] = code;
    } else {
      if (code < 0x800) target[end++] = 0xc0 | (code >> 6);
      else {
        target[end++] = 0xe0 | (code >> 12);
        target[end++] = 0x80 | ((code >> 6) & 0x3f);
      }
      target[end++] = 0x80 | (code & 0x3f);
    }
  }
  return quote(at, end - at - 1);
}

const halfPair = /[\ud800-\udfff]/u;

/** Copied first and looked at afterwards. Of half a pair the copy has something else, and JSON its code. */
function writeLongText(at: number, text: string): number {
  const { length } = text;
  reserve(at, 3 * length + 2);
  const written = page.bytes.write(text, at + 1);
  const isPlain = isUnescaped(at + 1, written) && (written === length || !halfPair.test(text));
  return isPlain ? quote(at, written) : writeJson(at, JSON.stringify(text));
}

/** Whether nothing has to be escaped, four bytes at a time: a byte's top bit is set in `special` where it is below 0x20, `"` or `\`. */
function isUnescaped(from: number, length: number): boolean {
  const source = page.view;
  const end = from + length;
  source.setInt32(end, fourBlanks, true);
  let special = 0;
  for (let index = from; index < end; index += 4) {
    const word = source.getInt32(index, true);
    const mark = word ^ fourMarks;
    const backslash = word ^ fourBackslashes;
    special |= ((word - fourBlanks) & ~word) | ((mark - fourOnes) & ~mark) | ((backslash - fourOnes) & ~backslash);
  }
  return (special & fourTopBits) === 0;
}

/** Puts quotation marks around so many bytes. */
function quote(at: number, length: number): number {
  const { bytes } = page;
  bytes[at] = quotationMark;
  bytes[at + 1 + length] = quotationMark;
  return at + length + 2;
}

/** Text that is JSON already. */
export function writeJson(at: number, json: string): number {
  reserve(at, 3 * json.length);
  return at + page.bytes.write(json, at);
}

/** Text of ASCII without anything to escape. */
export function writeAscii(at: number, text: string): number {
  const { length } = text;
  reserve(at, length);
  const target = page.bytes;
  for (let index = 0; index < length; index += 1) target[at + index] = text.charCodeAt(index);
  return at + length;
}

/** What JSON has no number for is null, as JSON.stringify says it. */
export function writeNumber(at: number, value: number): number {
  if ((value | 0) === value && value >= 0) return writeDigits(at, value);
  const hundredths = Math.round(value * 100);
  if (value > 0 && hundredths < 1e9 && hundredths / 100 === value) return writeHundredths(at, hundredths);
  return writeAscii(at, Number.isFinite(value) ? String(value) : 'null');
}

function writeDigits(at: number, value: number): number {
  let end = at + 1;
  for (let power = 10; value >= power; power *= 10) end += 1;
  reserve(at, end - at);
  const target = page.bytes;
  let rest = value;
  for (let index = end - 1; index >= at; index -= 1) {
    const tens = (rest / 10) | 0;
    target[index] = zero + rest - 10 * tens;
    rest = tens;
  }
  return end;
}

/** A price or the like. The division above is exact to the last bit, so these digits are the shortest that mean the number. */
function writeHundredths(at: number, hundredths: number): number {
  const end = writeDigits(at, (hundredths / 100) | 0);
  reserve(end, 3);
  const { bytes } = page;
  const rest = hundredths % 100;
  const tenths = (rest / 10) | 0;
  bytes[end] = point;
  bytes[end + 1] = zero + tenths;
  if (rest === 10 * tenths) return end + 2;
  bytes[end + 2] = zero + rest - 10 * tenths;
  return end + 3;
}

export function writeByte(at: number, byte: number): number {
  reserve(at, 1);
  page.bytes[at] = byte;
  return at + 1;
}

/** Ends an object: its brace takes the place of the first property's comma. */
export function closeObject(start: number, at: number): number {
  return close(start, at, openBrace);
}

/** Ends a list in the same way. */
export function closeList(start: number, at: number): number {
  return close(start, at, openBracket);
}

/** In ASCII a closing sign is two after its opening one. */
function close(start: number, at: number, open: number): number {
  const end = at === start ? at + 1 : at;
  reserve(end, 1);
  const { bytes } = page;
  bytes[start] = open;
  bytes[end] = open + 2;
  return end + 1;
}

const fourOnes = 0x01010101;
const fourBlanks = 0x20202020;
const fourMarks = 0x22222222;
const fourBackslashes = 0x5c5c5c5c;
const fourTopBits = 0x80808080;
const quotationMark = 0x22;
const point = 0x2e;
const zero = 0x30;
const openBracket = 0x5b;
const openBrace = 0x7b;

/**
 * Strings that need more than to be copied. Looking for characters to be escaped costs next to nothing where every character is copied
 * anyway, so nothing is taken on trust: no format or pattern saves a check.
 */
import { writeJson } from './json-bytes.ts';
import { page, reserve } from './json-page.ts';

const escaped = 1;
const beyondAscii = 2;

/** What JSON escapes (RFC 8259 section 7), halves of a pair included, and what takes more than one byte of UTF-8. */
export const speciality = new Uint8Array(0x1_0000).fill(beyondAscii).fill(escaped, 0, 0x20).fill(0, 0x20, 0x80).fill(escaped, 0xd800, 0xe000);
speciality[0x22] = escaped;
speciality[0x5c] = escaped;

/** From here on native code is faster, in spite of the call. */
export const longText = 48;

/** What has something to escape, or characters beyond ASCII: `special` is what `speciality` says of all of them. */
export function writeSpecialText(at: number, text: string, special: number): number {
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
  return putQuotes(at, end - at - 1);
}

const halfPair = /[\ud800-\udfff]/u;

/** Copied first and looked at afterwards. Of half a pair the copy has something else, and JSON its code. */
export function writeLongText(at: number, text: string): number {
  const { length } = text;
  reserve(at, 3 * length + 2);
  const written = page.bytes.write(text, at + 1);
  const isPlain = isUnescaped(at + 1, written) && (written === length || !halfPair.test(text));
  return isPlain ? putQuotes(at, written) : writeJson(at, JSON.stringify(text));
}

/** Whether nothing has to be escaped, four bytes at a time: a byte's top bit is set in `special` where it is below 0x20, `"` or `\`. */
function isUnescaped(from: number, length: number): boolean {
  // Numbers of the module would be asked for again for each word.
  const fourOnes = 0x01010101;
  const fourBlanks = 0x20202020;
  const fourMarks = 0x22222222;
  const fourBackslashes = 0x5c5c5c5c;
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
  return (special & 0x80808080) === 0;
}

/** Puts quotation marks around so many bytes. */
function putQuotes(at: number, length: number): number {
  const { bytes } = page;
  bytes[at] = quotationMark;
  bytes[at + 1 + length] = quotationMark;
  return at + length + 2;
}

export const quotationMark = 0x22;

/**
 * Declared properties of an object: `,"name":value`, and nothing for what JSON cannot say. What a schema says of a value decides which
 * function is called, that is what is looked for first; what the value is then decides how it is written. The functions are long
 * because V8 compiles each by itself: cut into parts they take a sixth more.
 */
import { stringify } from '../int64/stringify.ts';
import { putLiteral, writeAscii, writeJson, writeLiteral } from './json-bytes.ts';
import { mostDigits, putDigits, putHundredths } from './json-number.ts';
import { page, reserve } from './json-page.ts';
import { longText, quotationMark, speciality, writeLongText, writeSpecialText } from './json-text.ts';
import type { KnownValues, Literal } from './literal.ts';

export function writeProperty(at: number, name: Literal, value: unknown): number {
  if (typeof value === 'string') return writeTextProperty(at, name, value);
  if (typeof value === 'number') return writeNumberProperty(at, name, value);
  if (typeof value === 'boolean') return writeAscii(writeLiteral(at, name), value ? 'true' : 'false');
  if (value === undefined) return at;
  if (value === null || typeof value === 'bigint') return writeAscii(writeLiteral(at, name), String(value));
  return writeStringified(at, name, value);
}

function writeStringified(at: number, name: Literal, value: unknown): number {
  const json = stringify(value);
  return json === undefined ? at : writeJson(writeLiteral(at, name), json);
}

/** A short text is copied four characters at a time, and looked at meanwhile. */
export function writeTextProperty(at: number, name: Literal, value: unknown): number {
  if (typeof value !== 'string') return writeProperty(at, name, value);
  const { length } = value;
  if (length >= longText) return writeLongText(writeLiteral(at, name), value);
  const { words } = name;
  reserve(at, name.length + length + 2);
  const target = page.view;
  // In a variable of its own: V8 asks the module for its own again for each character, and whether it still is a table.
  const table = speciality;
  for (let word = 0; word < words.length; word += 1) target.setFloat64(at + 8 * word, words[word] as number, true);
  const start = at + name.length;
  const from = start + 1;
  let special = 0;
  let index = 0;
  for (; index < length - 3; index += 4) {
    const first = value.charCodeAt(index);
    const second = value.charCodeAt(index + 1);
    const third = value.charCodeAt(index + 2);
    const fourth = value.charCodeAt(index + 3);
    special |= (table[first] as number) | (table[second] as number) | (table[third] as number) | (table[fourth] as number);
    target.setInt32(from + index, first | (second << 8) | (third << 16) | (fourth << 24), true);
  }
  for (; index < length; index += 1) {
    const code = value.charCodeAt(index);
    special |= table[code] as number;
    target.setUint8(from + index, code);
  }
  if (special !== 0) return writeSpecialText(start, value, special);
  target.setUint8(start, quotationMark);
  target.setUint8(from + length, quotationMark);
  return from + length + 1;
}

/** What JSON has no number for is null, as JSON.stringify says it. */
export function writeNumberProperty(at: number, name: Literal, value: unknown): number {
  if (typeof value !== 'number') return writeProperty(at, name, value);
  reserve(at, name.length + mostDigits);
  const end = putLiteral(at, name);
  if ((value | 0) === value && value >= 0) return putDigits(end, value);
  const hundredths = Math.round(value * 100);
  if (value > 0 && hundredths < 1e9 && hundredths / 100 === value) return putHundredths(end, hundredths);
  return writeAscii(end, Number.isFinite(value) ? String(value) : 'null');
}

/** The digits of an integer of 64 bits, all of them. */
export function writeBigIntProperty(at: number, name: Literal, value: unknown): number {
  return typeof value === 'bigint' ? writeAscii(writeLiteral(at, name), String(value)) : writeNumberProperty(at, name, value);
}

/** Of a value that is usually one of a few. */
export function writeKnownProperty(at: number, { name, values, literals }: KnownValues, value: unknown): number {
  for (let index = 0; index < values.length; index += 1) if (values[index] === value) return writeLiteral(at, literals[index] as Literal);
  return writeProperty(at, name, value);
}

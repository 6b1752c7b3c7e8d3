/** What is not a value by itself: literals, text that is JSON already, brackets. */
import { page, reserve } from './json-page.ts';
import type { Literal } from './literal.ts';

export function writeLiteral(at: number, literal: Literal): number {
  reserve(at, literal.length);
  return putLiteral(at, literal);
}

export function putLiteral(at: number, { words, length }: Literal): number {
  const target = page.view;
  for (let index = 0; index < words.length; index += 1) target.setFloat64(at + 8 * index, words[index] as number, true);
  return at + length;
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

const openBracket = 0x5b;
const openBrace = 0x7b;

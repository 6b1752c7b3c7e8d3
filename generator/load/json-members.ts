import { endOfText, isClosing, isOpening } from './json-places.ts';

/** A member of an object within a JSON text: its name, and where it stands. */
export interface JsonMember {
  readonly name: string;
  /** Of its key. */
  readonly begin: number;
  /** Of its value. */
  readonly value: number;
  /** Behind its value. */
  readonly end: number;
}

/** The members of the object that opens at a place of a JSON text; none of anything else. A text that is no JSON gives anything. */
export function jsonMembers(text: string, open: number): JsonMember[] {
  const members: JsonMember[] = [];
  if (text[open] !== '{') return members;
  for (let begin = skipSpace(text, open + 1); text[begin] === '"'; ) {
    const keyEnd = endOfText(text, begin);
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOfValue(text, value);
    members.push({ name: nameIn(text.slice(begin, keyEnd)), begin, value, end });
    const next = skipSpace(text, end);
    begin = text[next] === ',' ? skipSpace(text, next + 1) : next;
  }
  return members;
}

function nameIn(key: string): string {
  return key.includes('\\') ? (JSON.parse(key) as string) : key.slice(1, -1);
}

/** Where the value of a JSON text begins. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

function endOfValue(text: string, begin: number): number {
  const first = text.charCodeAt(begin);
  if (first === 0x22) return endOfText(text, begin);
  let depth = 0;
  for (let at = begin; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfText(text, at) - 1;
    else if (isOpening(code)) depth++;
    else if (isClosing(code) && --depth <= 0) return depth < 0 ? at : at + 1;
    else if (depth === 0 && (code === 0x2c || code <= 0x20)) return at;
  }
  return text.length;
}

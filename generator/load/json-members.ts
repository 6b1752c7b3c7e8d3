import { endOfText, isClosing, isOpening } from './json-places.ts';

/** A member of an object within a text: its name, and where it stands. */
export interface TextMember {
  readonly name: string;
  /** Of its key. */
  readonly begin: number;
  /** Of its value. */
  readonly value: number;
  /** Behind its value. */
  readonly end: number;
}

/** The members of an object of a JSON text, and where it ends. */
export interface JsonObject {
  readonly members: readonly TextMember[];
  readonly end: number;
}

/** Where the value of a member ends, for those who look into it at once; undefined for what is no value. */
export type EndOfValue = (text: string, value: number, name: string) => number | undefined;

/**
 * The members of the object that opens at a place of a JSON text, if something opens there and between the members stands what has to.
 * What stands within the members is not looked at.
 */
export function jsonMembers(text: string, open: number, endOf: EndOfValue = endOfValue): JsonObject | undefined {
  const members: TextMember[] = [];
  if (text[open] !== '{') return undefined;
  let begin = skipSpace(text, open + 1);
  if (text[begin] === '}') return { members, end: begin + 1 };
  for (;;) {
    const member = memberAt(text, begin, endOf);
    if (member === undefined) return undefined;
    members.push(member);
    const next = skipSpace(text, member.end);
    if (text[next] === '}') return { members, end: next + 1 };
    if (text[next] !== ',') return undefined;
    begin = skipSpace(text, next + 1);
  }
}

function memberAt(text: string, begin: number, endOf: EndOfValue): TextMember | undefined {
  if (text[begin] !== '"') return undefined;
  const keyEnd = endOfText(text, begin);
  const name = nameIn(text.slice(begin, keyEnd));
  const colon = skipSpace(text, keyEnd);
  if (name === undefined || text[colon] !== ':') return undefined;
  const value = skipSpace(text, colon + 1);
  const end = endOf(text, value, name);
  return end === undefined ? undefined : { name, begin, value, end };
}

function nameIn(key: string): string | undefined {
  try {
    return JSON.parse(key) as string;
  } catch {
    return undefined;
  }
}

/** Where a JSON text goes on behind white space (RFC 8259, section 2). */
export function skipSpace(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
}

export function endOfValue(text: string, begin: number): number {
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

import type { Int64Place } from '../int64/int64-places.ts';
import { outsideTexts } from '../int64/outside-texts.ts';
import { parseWithIntegers } from '../int64/parse-with-integers.ts';
import { MalformedMessage } from './client-errors.ts';

/**
 * JSON where no integer may become another one: numbers of JavaScript hold integers up to 2^53 exactly, and of larger ones only some.
 * @throws SyntaxError for what is no JSON; InexactInteger
 */
export function parseExactly(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const changed = findInexact(text);
  if (changed !== undefined) throw new InexactInteger(changed);
  return value;
}

/** What is wrong with JSON that somebody else parses; undefined where no integer becomes another one. */
export function inexactIn(text: string): MalformedMessage | undefined {
  const digits = findInexact(text);
  return digits === undefined ? undefined : inexact(text, { digits });
}

/** Reads JSON; `JSON.parse`, where nothing has to be exact. */
export type Parse = (text: string) => unknown;

/** How generated code wants JSON to be read: with bigints where it has integers of 64 bits, or without any that JavaScript would change. */
export interface Exactness {
  readonly int64?: Int64Place;
  readonly exact?: boolean;
}

export function parserOf({ int64, exact }: Exactness): Parse {
  if (int64 !== undefined) return (text) => parseWithIntegers(text, int64);
  return exact === true ? parseExactly : JSON.parse;
}

/** What the server sent is right, and cannot be taken all the same. */
export function inexact(text: string, { digits }: Pick<InexactInteger, 'digits'>): MalformedMessage {
  return new MalformedMessage(text, `the integer ${digits}, which a number of JavaScript cannot hold (code generated with "int64: bigint" can)`);
}

/** An integer that a number of JavaScript cannot hold. */
export class InexactInteger extends Error {
  readonly digits: string;

  constructor(digits: string) {
    super(`The integer ${digits} is too large for a number of JavaScript.`);
    this.digits = digits;
  }
}

/** Hardly any text has such long numbers, and a regular expression without alternatives finds that out in no time. */
function findInexact(text: string): string | undefined {
  if (!/\d{16}/.test(text)) return undefined;
  for (const { part } of outsideTexts(text)) {
    const found = (part.match(/(?<![\d.])-?\d{16,}(?![\d.eE])/g) ?? []).find((digits) => !isExact(digits));
    if (found !== undefined) return found;
  }
  return undefined;
}

function isExact(digits: string): boolean {
  const value = Number(digits);
  return Number.isFinite(value) && BigInt(digits) === BigInt(value);
}

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

/** What the server sent is right, and cannot be taken all the same. */
export function inexact(text: string, { digits }: Pick<InexactInteger, 'digits'>): MalformedMessage {
  return new MalformedMessage(text, `the integer ${digits}, which a number of JavaScript cannot hold`);
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
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const end = quote === -1 ? text.length : quote;
    const found = (text.slice(at, end).match(/(?<![\d.])-?\d{16,}(?![\d.eE])/g) ?? []).find((digits) => !isExact(digits));
    if (found !== undefined) return found;
    at = quote === -1 ? text.length : endOfString(text, quote);
  }
  return undefined;
}

function isExact(digits: string): boolean {
  const value = Number(digits);
  return Number.isFinite(value) && BigInt(digits) === BigInt(value);
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}

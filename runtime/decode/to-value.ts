import { exactInteger } from '../int64/exact-integer.ts';

/** A JSON number (RFC 8259, section 6). */
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Text to a number; text that is no JSON number stays text, so that the validator can say so. */
export function toNumber<T>(text: T): T | number {
  if (typeof text !== 'string' || !number.test(text)) return text;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

/** Like `toNumber`, but an integer too large to be held exactly (above 2^53) stays text instead of becoming another one. */
export function toInteger<T>(text: T): T | number {
  const short = typeof text === 'string' ? shortInteger(text) : -1;
  if (short >= 0) return short;
  const value = toNumber(text);
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value;
}

/** Text to a bigint; what is no integer stays text, and so does what no format has room for. */
export function toBigInt<T>(text: T): T | bigint {
  if (typeof text !== 'string') return text;
  return exactInteger(text) ?? text;
}

/** The usual case, read digit by digit: up to 15 of them, no sign, no leading zero; -1 for anything else. `Number` calls C++ for a text it has not seen. */
function shortInteger(text: string): number {
  const { length } = text;
  if (length === 0 || length > 15 || (length > 1 && text.charCodeAt(0) === zero)) return -1;
  let value = 0;
  for (let at = 0; at < length; at++) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return -1;
    value = 10 * value + digit;
  }
  return value;
}

const zero = 48;

/** `true` and `false`; every other text stays text. */
export function toBoolean<T>(text: T): T | boolean {
  if (text === 'true') return true;
  return text === 'false' ? false : text;
}

/** `null` for a parameter that may be null; every other text stays text. */
export function toNull<T>(text: T): T | null {
  return text === 'null' ? null : text;
}

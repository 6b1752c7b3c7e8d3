import type { InputPart, Violation } from '../contract.ts';
import { reportStyle } from './report-style.ts';

/** Raw text of a parameter to its characters. What cannot be decoded is reported and stays as it is. */
export type ReadText = (raw: string, pointer: string, violations: Violation[]) => string;

/** A path segment: percent-encoded UTF-8 (RFC 3986, section 2.1). */
export const pathText: ReadText = (raw, pointer, violations) =>
  raw.includes('%') ? decodePercent(raw, raw, 'path', pointer, violations) : raw;

/** A query value: percent-encoded, with `+` for a space as HTML forms write it (WHATWG URL, section 5). */
export const queryText: ReadText = (raw, pointer, violations) => {
  const spaced = raw.includes('+') ? raw.replaceAll('+', ' ') : raw;
  return spaced.includes('%') ? decodePercent(spaced, raw, 'query', pointer, violations) : spaced;
};

/** A query value with `allowReserved`: a plus sign is a plus sign. */
export const reservedText: ReadText = (raw, pointer, violations) =>
  raw.includes('%') ? decodePercent(raw, raw, 'query', pointer, violations) : raw;

/** A header value is not percent-encoded (OpenAPI 3.1, "Style Values"); white space around it does not count (RFC 9110, section 5.5). */
export const headerText: ReadText = (raw) => raw.trim();

/** A cookie's value, in double quotes or not (RFC 6265, section 4.1.1); style `form` is percent-encoded. */
export const cookieText: ReadText = (raw, pointer, violations) =>
  raw.includes('%') ? decodePercent(raw, raw, 'cookie', pointer, violations) : raw;

/** Style `cookie` encodes nothing (OpenAPI 3.2, "Style Values"). */
export const plainText: ReadText = (raw) => raw;

function decodePercent(text: string, raw: string, part: InputPart, pointer: string, violations: Violation[]): string {
  try {
    return decodeURIComponent(text);
  } catch {
    reportStyle(part, pointer, 'must be percent-encoded UTF-8', violations);
    return raw;
  }
}

import type { Int64Place } from '../int64/int64-places.ts';
import { withIntegers } from '../int64/parse-with-integers.ts';

/** Thrown for a body that is not what its media type says; `message` may be told to the client. */
export class MalformedBody extends Error {}

/** Deeper values would cost recursive code its stack: validators, serialisers, the database. */
const maxDepth = 256;

/**
 * JSON from bytes that are UTF-8 (RFC 8259 section 8.1) and nothing else. `__proto__` is refused although JSON.parse makes it an
 * own property: code that copies properties one by one would turn it into a prototype. `int64` says where bigints are wanted.
 * @throws MalformedBody
 */
export function parseJson(bytes: Buffer, int64?: Int64Place): unknown {
  return parseJsonText(decodeUtf8(bytes), int64);
}

/** The same for text, for example a message. */
export function parseJsonText(text: string, int64?: Int64Place): unknown {
  const value = parse(text);
  if (mayHide(text)) inspectJson(value);
  return int64 === undefined ? value : withIntegers(value, text, int64);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @throws MalformedBody where bytes are not UTF-8; nothing is replaced by U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new MalformedBody('The body is not valid UTF-8.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MalformedBody('The body is not valid JSON.', { cause: error });
  }
}

/** A text with too few brackets for the depth, without the word and without escapes that could spell it, needs no second look. */
function mayHide(text: string): boolean {
  return text.includes('__proto__') || text.includes('\\u') || mayBeDeep(text);
}

/** Counts no further than it has to: a look at every part of the value costs a tenth of parsing it, and this a fortieth. */
function mayBeDeep(text: string): boolean {
  if (text.length < 2 * maxDepth) return false;
  let left = maxDepth;
  for (const bracket of ['{', '['])
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) if ((left -= 1) < 0) return true;
  return false;
}

/**
 * Refuses what parseJson does in a value that somebody else parsed.
 * @throws MalformedBody
 */
export function inspectJson(root: unknown): void {
  if (isContainer(root)) inspect(root, 0);
}

/** As deep as the stack may go, and without a list of what is inside: large bodies would pay more for it than for parsing. */
function inspect(container: object, depth: number): void {
  if (Array.isArray(container)) return container.forEach((item) => inspectPart(item, depth + 1));
  if (Object.hasOwn(container, '__proto__')) throw new MalformedBody('The body has a property named __proto__.');
  const parts = container as Readonly<Record<string, unknown>>;
  for (const name in parts) inspectPart(parts[name], depth + 1);
}

function inspectPart(part: unknown, depth: number): void {
  if (depth > maxDepth) throw new MalformedBody(`The body is nested deeper than ${maxDepth} levels.`);
  if (isContainer(part)) inspect(part, depth);
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

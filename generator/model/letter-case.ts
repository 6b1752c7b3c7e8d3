import { digest } from '../load/digest.ts';

/**
 * Spellings of names. `pascalCase` and `camelCase` are fixed points of what `@hey-api/openapi-ts` does to the names
 * that it is given, so that it prints ours unchanged.
 */

/** Bytes: file systems take 255, and endings come behind. */
const longestFileName = 160;

const wordBoundaries = [
  // fooBar
  /(?<=\p{Ll})(?=\p{Lu})/gu,
  // HTTPError, but not the plural s of userIDs
  /(?<=\p{Lu})(?=\p{Lu}(?!s(?!\p{Ll}))\p{Ll})/gu,
  // v2Item, oauth2client
  /(?<=[0-9])(?=\p{L})/gu,
];

/** `HTTPError_v2` → `['http', 'error', 'v2']`. Letters of any script without accents, and digits; everything else separates. */
export function words(text: string): string[] {
  const spaced = wordBoundaries.reduce((result, boundary) => result.replace(boundary, ' '), withoutAccents(text));
  // U+2E2F is a letter to Unicode, and may stand in no identifier.
  return spaced.toLowerCase().match(/(?:(?!\u2E2F)[\p{L}0-9])+/gu) ?? [];
}

/** `create-session` → `CreateSession`. Empty if there is no letter or digit. */
export function pascalCase(text: string): string {
  return settle(text, (name) => join(words(name).map(capitalise)));
}

/** `create-session` → `createSession`. */
export function camelCase(text: string): string {
  return settle(text, (name) => {
    const [first = '', ...rest] = words(name);
    return join([first, ...rest.map(capitalise)]);
  });
}

/** `createSession` → `create-session`. Of a name that no file can have the end is letters that only this one has. */
export function kebabCase(text: string): string {
  const name = words(text).join('-');
  if (Buffer.byteLength(name) <= longestFileName) return name;
  const begin = Buffer.from(name).subarray(0, longestFileName - 10).toString().replace(/\uFFFD|-+$/g, '');
  return `${begin}-${digest([name]).replace(/[^a-z]/g, '').slice(0, 8)}`;
}

/** The name of a component's type as hey-api prints it: a letter behind a digit stays small at the end (`pet_2x` → `Pet2x`). */
export function typeCase(text: string): string {
  return lowerLastLetter(pascalCase(text));
}

/** The prefix of the types that hey-api prints for an operation: `CreateSession` of `CreateSessionData` for `createSession`. */
export function operationTypeName(functionName: string): string {
  return lowerLastLetter(capitalise(functionName));
}

function lowerLastLetter(name: string): string {
  return name.replace(/(?<=[0-9])\p{Lu}$/u, (letter) => letter.toLowerCase());
}

/** Single letters join to something that reads as one word the next time (`get_a_b` → `GetAB` → `GetAb`). */
function settle(text: string, spell: (text: string) => string): string {
  const once = spell(text);
  const twice = spell(once);
  return twice === once ? once : settle(twice, spell);
}

/** hey-api leaves a single letter between a digit and the next word small, and takes the `As` of `XAsset` for a plural. */
function join(spelled: readonly string[]): string {
  return spelled
    .join('')
    .replace(/(?<=[0-9])\p{Lu}(?=\p{Lu}(?!\p{Lu}|$))/gu, (letter) => letter.toLowerCase())
    .replace(/(?<=\p{Lu})\p{Lu}(?=s)/gu, (letter) => letter.toLowerCase());
}

function capitalise(word: string): string {
  const [first = '', ...rest] = word;
  return first.toUpperCase() + rest.join('');
}

function withoutAccents(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').normalize('NFC');
}

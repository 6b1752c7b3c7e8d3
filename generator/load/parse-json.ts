import { endOfText } from './json-places.ts';

/**
 * The data of a JSON text. Undefined for what is no JSON, and for what `JSON.parse` takes without a word: keys that stand twice,
 * numbers beyond all bounds. Those texts are for a reader that can say where the mistake is.
 */
export function parseJson(text: string): { readonly data: unknown } | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  const data = parse(text);
  return data !== undefined && countMembers(data) === countColons(text) ? { data } : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Members of all objects within a value; NaN if there is anything that JSON texts of contracts cannot have. */
function countMembers(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : NaN;
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countMembers(item);
    return count;
  }
  for (const [name, member] of Object.entries(value)) count += name === '<<' ? NaN : 1 + countMembers(member);
  return count;
}

/** Each member of a valid text has one colon, besides those within texts. */
function countColons(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfText(text, at) - 1;
    else if (code === 0x3a) count++;
  }
  return count;
}

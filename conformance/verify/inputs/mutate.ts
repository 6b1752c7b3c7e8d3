import { appendToken, pointerTokens } from '../../../generator/load/json-pointer.ts';

/** A value with one place of it exchanged. */
export interface Mutation {
  /** JSON Pointer into the value: where it differs. */
  readonly pointer: string;
  /** JSON Pointer from there to what is about, where more had to be exchanged: another branch, a member that was not there. */
  readonly within?: string;
  /** The keyword that the change is about. */
  readonly keyword: string;
  /** For people: `one character too many`. */
  readonly about: string;
  readonly value: unknown;
}

/** Marks a member that is to be taken away. */
export const absent = Symbol('absent');

/** A copy of a value in which something else stands at a place. */
export function withValueAt(value: unknown, pointer: string, replacement: unknown): unknown {
  return replace(value, pointerTokens(pointer), replacement);
}

function replace(value: unknown, [token, ...rest]: readonly string[], replacement: unknown): unknown {
  if (token === undefined) return replacement;
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    return items.map((item, index) => (String(index) === token ? replace(item, rest, replacement) : item)).filter((item) => item !== absent);
  }
  const members = { ...(value as Record<string, unknown>) };
  const changed = replace(members[token], rest, replacement);
  if (changed !== absent) return define(members, token, changed);
  return Object.fromEntries(Object.entries(members).filter(([name]) => name !== token));
}

/** Also for a member that is called `__proto__`. */
function define(members: Record<string, unknown>, name: string, value: unknown): Record<string, unknown> {
  return Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
}

export function childPointer(pointer: string, token: string | number): string {
  return appendToken(pointer, token);
}

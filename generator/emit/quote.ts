import { ExactInteger } from '../load/exact-integer.ts';

/** Nothing to escape in single quotes: what most texts are. */
const plainText = /^[ -&(-[\]-~]*$/;

/** A value as a TypeScript string literal in single quotes, safe whatever it holds. */
export function quote(value: string): string {
  if (plainText.test(value)) return `'${value}'`;
  const body = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${body.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

/** A name as it may stand before the colon of an object literal or of a type. */
export function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__' ? name : quote(name);
}

/** Reading a property: `.name`, or `['odd-name']`. */
export function member(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${quote(name)}]`;
}

/** An expression among plain data. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Plain data as a TypeScript expression on one line. `undefined` stays away; `__proto__` becomes an own property. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (value instanceof Expression) return value.text;
  if (value instanceof ExactInteger) return `${value.$int64}n`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'undefined';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([name, item]) => `${name === '__proto__' ? "['__proto__']" : key(name)}: ${literal(item)}`).join(', ')} }`;
}

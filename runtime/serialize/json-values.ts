/** Values of any type as JSON.stringify writes them: what generated serialisers call for the parts of a value. */
import { stringify } from '../int64/stringify.ts';
import { closeList, writeAscii, writeByte, writeJson } from './json-bytes.ts';
import { writeNumberProperty, writeTextProperty } from './json-properties.ts';
import { noName } from './literal.ts';
import type { Write } from '../contract.ts';

const comma = 0x2c;
const colon = 0x3a;

/** A value of a list, or a whole text; what JSON cannot say is `null`. */
export function writeAny(at: number, value: unknown): number {
  if (typeof value === 'string') return writeTextProperty(at, noName, value);
  if (typeof value === 'number') return writeNumberProperty(at, noName, value);
  if (typeof value === 'boolean') return writeAscii(at, value ? 'true' : 'false');
  if (value === null || typeof value === 'bigint') return writeAscii(at, String(value));
  return writeJson(at, stringify(value) ?? 'null');
}

/** The properties of an object, or those among them that have no function of their own, under their own names. */
export function writeRest(at: number, value: Readonly<Record<string, unknown>>, declared: ReadonlySet<string>, write: Write = writeAny): number {
  let end = at;
  for (const name of Object.keys(value)) {
    const item = value[name];
    if (!declared.has(name) && !isUnspeakable(item)) end = write(writeByte(writeTextProperty(writeByte(end, comma), noName, name), colon), item);
  }
  return end;
}

/** The items of a list; anything else as it is. */
export function writeEach(at: number, value: unknown, write: Write): number {
  const list = toPlain(value);
  if (!Array.isArray(list)) return writeAny(at, list);
  let end = at;
  for (const item of list as unknown[]) end = write(writeByte(end, comma), item);
  return closeList(at, end);
}

/** What stands for a value in JSON: the answer of its `toJSON`, if it has one. */
export function toPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { toJSON } = value as { readonly toJSON?: unknown };
  return typeof toJSON === 'function' ? (toJSON.call(value, '') as unknown) : value;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What JSON.stringify leaves out of objects. */
export function isUnspeakable(value: unknown): boolean {
  return value === undefined || typeof value === 'function' || typeof value === 'symbol';
}

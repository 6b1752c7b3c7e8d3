import type { InputPart, Violation } from '../contract.ts';
import { reportDuplicate, reportStyle } from './report-style.ts';
import type { ReadText } from './texts.ts';

type Kind = (text: string) => unknown;

/** How the texts of an object's properties become values. */
export interface FieldKinds {
  /** By property; one without an entry here stays text. */
  readonly known: Readonly<Record<string, Kind | undefined>>;
  /** Of properties that the schema does not name. */
  readonly others?: Kind;
}

/** An object written as `key,value,key,value`. */
export function fieldsOf(
  parts: readonly string[],
  read: ReadText,
  kinds: FieldKinds,
  part: InputPart,
  pointer: string,
  violations: Violation[],
): unknown {
  if (parts.length % 2 === 1) return unpaired(parts.join(','), part, pointer, violations);
  const fields: Record<string, unknown> = {};
  for (let index = 0; index < parts.length; index += 2)
    addField(
      fields,
      read(parts[index] ?? '', pointer, violations),
      parts[index + 1] ?? '',
      read,
      kinds,
      part,
      pointer,
      violations,
    );
  return fields;
}

/** An object written as `key=value` in each part. */
export function explodedFields(
  parts: readonly string[],
  read: ReadText,
  kinds: FieldKinds,
  part: InputPart,
  pointer: string,
  violations: Violation[],
): unknown {
  const fields: Record<string, unknown> = {};
  for (const pair of parts) {
    const equals = pair.indexOf('=');
    if (equals === -1) return unpaired(pair, part, pointer, violations);
    addField(
      fields,
      read(pair.slice(0, equals), pointer, violations),
      pair.slice(equals + 1),
      read,
      kinds,
      part,
      pointer,
      violations,
    );
  }
  return fields;
}

function unpaired(raw: string, part: InputPart, pointer: string, violations: Violation[]): string {
  reportStyle(part, pointer, 'must be pairs of a key and a value', violations);
  return raw;
}

function addField(
  fields: Record<string, unknown>,
  key: string,
  raw: string,
  read: ReadText,
  kinds: FieldKinds,
  part: InputPart,
  pointer: string,
  violations: Violation[],
): void {
  const text = read(raw, `${pointer}/${escapeToken(key)}`, violations);
  const kind = Object.hasOwn(kinds.known, key) ? kinds.known[key] : kinds.others;
  setField(fields, key, kind === undefined ? text : kind(text), part, pointer, violations);
}

/** Sets an own property, whatever its name is. One that is there already is reported and kept. */
export function setField(
  fields: Record<string, unknown>,
  key: string,
  value: unknown,
  part: InputPart,
  pointer: string,
  violations: Violation[],
): void {
  if (Object.hasOwn(fields, key)) reportDuplicate(part, `${pointer}/${escapeToken(key)}`, violations);
  else define(fields, key, value);
}

function define(fields: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') fields[key] = value;
  else Object.defineProperty(fields, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Adds to a property that is a list. */
export function appendField(fields: Record<string, unknown>, key: string, value: unknown): void {
  const list = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (Array.isArray(list)) list.push(value);
  else define(fields, key, [value]);
}

/** RFC 6901, section 3. */
export function escapeToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

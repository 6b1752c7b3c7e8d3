import type { Violation } from '../contract.ts';
import { reportStyle } from './report-style.ts';
import type { ReadText } from './texts.ts';

/** Reads each part of a split text. Splitting comes first: an encoded delimiter is data. */
export function listOf(parts: readonly string[], read: ReadText, pointer: string, violations: Violation[]): string[] {
  return parts.map((part, index) => read(part, `${pointer}/${index}`, violations));
}

/** Style `spaceDelimited`: `a%20b`, or `a+b` as forms write it. */
export function splitOnSpaces(raw: string): string[] {
  return raw.split(/%20|\+/);
}

/** Style `pipeDelimited`: `a|b`, encoded or not. */
export function splitOnPipes(raw: string): string[] {
  return raw.split(/\||%7C/i);
}

/** A single value of style `label`: `.value`. */
export function labelText(raw: string, pointer: string, violations: Violation[]): string {
  if (raw.startsWith('.')) return raw.slice(1);
  reportStyle('path', pointer, 'must begin with a dot (style label)', violations);
  return raw;
}

/** A single value of style `matrix`: `;name=value`. */
export function matrixText(raw: string, name: string, pointer: string, violations: Violation[]): string {
  if (raw.startsWith(`;${name}=`)) return raw.slice(name.length + 2);
  if (raw === `;${name}`) return '';
  reportStyle('path', pointer, `must begin with ;${name}= (style matrix)`, violations);
  return raw;
}

/** Style `label` (RFC 6570, section 3.2.5): `.a,b`, or exploded `.a.b`. */
export function labelParts(raw: string, explode: boolean, pointer: string, violations: Violation[]): string[] {
  if (!raw.startsWith('.')) {
    reportStyle('path', pointer, 'must begin with a dot (style label)', violations);
    return [raw];
  }
  return raw.slice(1).split(explode ? '.' : ',');
}

/**
 * Style `matrix` (RFC 6570, section 3.2.7): `;name=a,b`, or exploded `;name=a;name=b`. An exploded object is `;key=a;other=b`:
 * without `name`, the parts keep their keys.
 */
export function matrixParts(
  raw: string,
  name: string | undefined,
  explode: boolean,
  pointer: string,
  violations: Violation[],
): string[] {
  const pairs = raw.split(';');
  const parts = explode ? pairs.slice(1) : [raw.slice(1)];
  const prefix = `${name}=`;
  const fits =
    pairs[0] === '' &&
    pairs.length > 1 &&
    (name === undefined || parts.every((part) => part === name || part.startsWith(prefix)));
  if (!fits) {
    reportStyle('path', pointer, `must begin with ;${name ?? 'name'}= (style matrix)`, violations);
    return [raw];
  }
  const values = name === undefined ? parts : parts.map((part) => part.slice(prefix.length));
  return explode ? values : values.flatMap((value) => value.split(','));
}

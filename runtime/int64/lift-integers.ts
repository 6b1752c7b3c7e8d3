import { exactInteger } from './exact-integer.ts';
import type { Int64Place, Int64Places } from './int64-places.ts';

type Container = Record<string | number, unknown>;

/** What is found out on the way. */
export interface Lifting {
  /** Set where an integer may have become another one, and `exact` was not there to tell. */
  isIncomplete: boolean;
}

/**
 * Puts bigints where a contract has integers of 64 bits, into a value that `JSON.parse` made. `exact` is the same value with texts for
 * the integers that a number cannot hold. What is a bigint already stays one.
 */
export function liftIntegers(value: unknown, exact: unknown, place: Int64Place, lifting: Lifting): unknown {
  const places = typeof place === 'function' ? place() : place;
  if (typeof value === 'number') return mayBeInt64(places) ? toBigInt(value, exact, lifting) : value;
  if (typeof value !== 'object' || value === null) return value;
  const parts: Parts = { value: value as Container, exact: exact as Container | undefined, lifting };
  if (Array.isArray(value)) liftItems(parts, value.length, places);
  else liftProperties(parts, places);
  for (const other of places.also ?? []) liftIntegers(value, exact, other, lifting);
  if (places.choice !== undefined) liftBranches(parts, places.choice);
  return value;
}

interface Parts {
  readonly value: Container;
  readonly exact: Container | undefined;
  readonly lifting: Lifting;
}

/** Whether something says of a number that it is such an integer. */
function mayBeInt64({ self, also, choice }: Int64Places): boolean {
  if (self === true) return true;
  const others = [...(also ?? []), ...(choice?.branches ?? [])];
  return others.some((other) => other !== null && mayBeInt64(typeof other === 'function' ? other() : other));
}

/** What is no integer stays a number, so that the validator can say so. */
function toBigInt(value: number, exact: unknown, lifting: Lifting): bigint | number {
  if (typeof exact === 'string') return exactInteger(exact) ?? value;
  if (Number.isSafeInteger(value)) return BigInt(value);
  if (Number.isInteger(value)) lifting.isIncomplete = true;
  return value;
}

function liftItems(parts: Parts, length: number, { first = [], items }: Int64Places): void {
  for (let index = 0; index < length; index += 1) {
    const place = index < first.length ? first[index] : items;
    if (place !== undefined && place !== null) liftPart(parts, index, place);
  }
}

function liftProperties(parts: Parts, { properties, patterns = [], others, declared = [] }: Int64Places): void {
  for (const name in properties) if (Object.hasOwn(parts.value, name)) liftPart(parts, name, properties[name] ?? {});
  if (patterns.length === 0 && others === undefined) return;
  for (const name of Object.keys(parts.value)) {
    const matching = patterns.filter(([pattern]) => pattern.test(name));
    for (const [, place] of matching) liftPart(parts, name, place);
    if (others !== undefined && matching.length === 0 && !declared.includes(name)) liftPart(parts, name, others);
  }
}

function liftPart({ value, exact, lifting }: Parts, name: string | number, place: Int64Place): void {
  const part = value[name];
  if (typeof part !== 'number' && (typeof part !== 'object' || part === null)) return;
  const lifted = liftIntegers(part, exact?.[name], place, lifting);
  if (lifted !== part) value[name] = lifted;
}

function liftBranches({ value, exact, lifting }: Parts, { property, values, branches }: NonNullable<Int64Places['choice']>): void {
  const tag = value[property];
  const meant = typeof tag === 'string' && Object.hasOwn(values, tag) ? [branches[values[tag] ?? 0]] : branches;
  for (const branch of meant) if (branch !== undefined && branch !== null) liftIntegers(value, exact, branch, lifting);
}

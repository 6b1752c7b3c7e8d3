import { ExactInteger, isInexact } from '../load/exact-integer.ts';
import { isRecord } from '../load/located.ts';
import { setMember } from '../load/yaml-data.ts';
import type { Int64Finder, Int64Places } from './int64-places.ts';
import { compilePattern } from './pattern.ts';

/** Data of a contract in which what stands for a bigint is an {@link ExactInteger}, and every other integer a number. */
export function liftInt64(value: unknown, places: Int64Places | undefined, finder: Int64Finder): unknown {
  const said = places === undefined ? [] : flatten(value, places, finder);
  if (value instanceof ExactInteger) return said.some(({ self }) => self) ? value : Number(value.value);
  if (typeof value === 'number') return Number.isInteger(value) && !isInexact(value) && said.some(({ self }) => self) ? new ExactInteger(BigInt(value)) : value;
  if (Array.isArray(value)) return value.map((item: unknown, index) => liftPart(item, said.map((one) => placesOfItem(one, index)), finder));
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) setMember(copy, name, liftPart(member, said.map((one) => ownPlacesOf(one, name)), finder));
  return copy;
}

/** Data with the numbers that JavaScript makes of exact integers. */
export function toNumbers(value: unknown): unknown {
  return holdsExact(value) ? mapExact(value, ({ value: exact }) => Number(exact)) : value;
}

/** Data with bigints, as a program has it. */
export function toBigInts(value: unknown): unknown {
  return holdsExact(value) ? mapExact(value, ({ value: exact }) => exact) : value;
}

/** Without recursion: hardly any data has one, and some is nested deeper than the stack. */
function holdsExact(value: unknown): boolean {
  const open = [value];
  while (open.length > 0) {
    const part = open.pop();
    if (part instanceof ExactInteger) return true;
    if (typeof part === 'object' && part !== null) for (const member of Object.values(part)) if (typeof member === 'object') open.push(member);
  }
  return false;
}

function mapExact(value: unknown, change: (exact: ExactInteger) => unknown): unknown {
  if (value instanceof ExactInteger) return change(value);
  if (Array.isArray(value)) return value.map((item) => mapExact(item, change));
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) setMember(copy, name, mapExact(member, change));
  return copy;
}

function liftPart(value: unknown, said: readonly (Int64Places | null | undefined)[], finder: Int64Finder): unknown {
  const also = said.filter((places) => places !== undefined && places !== null);
  return liftInt64(value, also.length === 0 ? undefined : { also }, finder);
}

/** All that is said of a value itself: of components, and of the branches that may be meant. */
function flatten(value: unknown, places: Int64Places, finder: Int64Finder): readonly Int64Places[] {
  const { component, also = [], choice } = places;
  const branches = choice === undefined ? [] : branchesFor(value, choice);
  const others = [...(component === undefined ? [] : [finder.ofComponent(component)]), ...also, ...branches];
  return [places, ...others.flatMap((other) => flatten(value, other, finder))];
}

function branchesFor(value: unknown, { property, values, branches }: NonNullable<Int64Places['choice']>): readonly Int64Places[] {
  const tag = isRecord(value) ? String(value[property]) : '';
  const meant = Object.hasOwn(values, tag) ? [branches[values[tag] ?? 0]] : branches;
  return meant.filter((places) => places !== null && places !== undefined);
}

function placesOfItem({ first = [], items }: Int64Places, index: number): Int64Places | null | undefined {
  return index < first.length ? first[index] : items;
}

/** What is said of a property of objects, whatever they are otherwise. */
export function placesOfProperty(places: Int64Places, name: string, finder: Int64Finder): Int64Places | undefined {
  const also = flatten(undefined, places, finder).map((said) => ownPlacesOf(said, name)).filter((said) => said !== undefined);
  return also.length === 0 ? undefined : { also };
}

/** The same of the items of a list. */
export function placesOfItems(places: Int64Places, finder: Int64Finder): Int64Places | undefined {
  const also = flatten(undefined, places, finder).map(({ items }) => items).filter((said) => said !== undefined);
  return also.length === 0 ? undefined : { also };
}

function ownPlacesOf({ properties = {}, patterns = [], others, declared = [] }: Int64Places, name: string): Int64Places | undefined {
  const matching = patterns.filter(([pattern]) => compilePattern(pattern).test(name)).map(([, places]) => places);
  const own = [...(Object.hasOwn(properties, name) ? [properties[name]] : []), ...matching].filter((places) => places !== undefined);
  if (own.length > 0) return { also: own };
  return declared.includes(name) ? undefined : others;
}

import { ExactInteger } from '../../../generator/load/exact-integer.ts';
import type { Operation } from '../../../generator/model/types.ts';
import { isIdName } from '../known-values.ts';
import { isMembers, isScalar } from './same-value.ts';

/** Names of the member by which a thing of a list is told from the others: what its own address ends with, else the usual ones. */
export function idNames({ path }: Pick<Operation, 'path'>, operations: readonly Operation[]): readonly string[] {
  const below = operations.filter((each) => each.path.startsWith(`${path}/{`) && /^\/\{[^/}]+\}$/.test(each.path.slice(path.length)));
  const named = below.map((each) => each.path.slice(path.length + 2, -1));
  return [...new Set([...named, 'id', 'uuid', 'key'])];
}

/** Undefined where it has none. */
export function idOf(item: unknown, names: readonly string[]): string | number | undefined {
  if (!isMembers(item)) return undefined;
  for (const name of names) {
    const own = Object.entries(item).find(([key]) => plain(key) === plain(name))?.[1];
    if (typeof own === 'string' || typeof own === 'number') return own;
    if (own instanceof ExactInteger) return String(own);
  }
  return undefined;
}

/** For comparing: the whole item where it has no id. */
export function keyOf(item: unknown, names: readonly string[]): string {
  return JSON.stringify(idOf(item, names) ?? item).slice(0, 80);
}

/** Whether one of its members that name things names this one. */
export function hasId(item: unknown, id: string, names: readonly string[]): boolean {
  if (!isMembers(item)) return String(item) === id;
  return Object.entries(item).some(([name, value]) => isScalar(value) && String(value) === id && (typeof value === 'string' || isIdName(name) || names.some((each) => plain(each) === plain(name))));
}

function plain(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}

import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from '../../../model/json-schema.ts';
import type { Attempt, Spot } from './attempt.ts';
import { Unsatisfiable, type FlatSchema } from './flat-schema.ts';

/** Tries to find an item that is not there yet. */
const uniqueTries = 30;

/** A list of one or two items, or as many as there must be. */
export function sampleArray(attempt: Attempt, flat: FlatSchema, spot: Spot, isDeep: boolean): unknown[] {
  const wanted = wantedLength(attempt, flat, spot, isDeep);
  const items: unknown[] = [];
  for (let index = 0; index < wanted; index += 1) {
    try {
      items.push(sampleItem(attempt, flat, items, { ...spot, path: `${spot.path}/${index}`, depth: spot.depth + 1 }));
    } catch (error) {
      if (!(error instanceof Unsatisfiable) || index < Math.max(flat.minItems ?? 0, contained(flat))) throw error;
      break;
    }
  }
  return items;
}

function contained({ contains, minContains = 1 }: FlatSchema): number {
  return contains === undefined ? 0 : minContains;
}

function wantedLength(attempt: Attempt, flat: FlatSchema, { path }: Spot, isDeep: boolean): number {
  const { minItems = 0, maxItems = Infinity, prefixItems = [], items } = flat;
  const least = Math.max(minItems, contained(flat));
  const pleasant = isDeep ? least : Math.max(least, prefixItems.length, items === undefined && prefixItems.length > 0 ? 0 : attempt.random(path).between(1, 2));
  return Math.min(pleasant, maxItems, items === false ? Math.max(prefixItems.length, least) : Infinity);
}

function sampleItem(attempt: Attempt, flat: FlatSchema, before: readonly unknown[], spot: Spot): unknown {
  const schema = itemSchema(flat, before.length);
  for (let index = 0; index < uniqueTries; index += 1) {
    const item = attempt.make(schema, index === 0 ? spot : { ...spot, path: `${spot.path}~${index}` });
    if (flat.uniqueItems !== true || !before.some((other) => isDeepStrictEqual(other, item))) return item;
  }
  throw new Unsatisfiable('no more items that differ were found');
}

/** The first ones after the tuple are those that the list must contain. */
function itemSchema(flat: FlatSchema, index: number): JsonSchema {
  const { prefixItems = [], items = true, contains } = flat;
  const own = prefixItems[index] ?? items;
  const free = (flat.minItems ?? 0) > prefixItems.length ? prefixItems.length : 0;
  const mustContain = contains !== undefined && index >= free && index < free + contained(flat);
  return mustContain ? { allOf: [own, contains] } : own;
}

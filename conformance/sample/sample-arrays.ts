import type { Shape } from '../schema/shape.ts';
import { memberSite, numberWord, type Sites } from '../schema/site.ts';
import type { Sampler } from './sampler.ts';

/** Longer lists are not made. */
const longest = 20_000;

/** Lists of as few items as the shape takes, and of as many as some bound asks for; with equal items; with an item for `contains`. */
export function* sampleArrays(shape: Shape, hints: Sites, sampler: Sampler): Generator<unknown[]> {
  const least = Math.max(shape.least('minItems') ?? 0, 0);
  const most = shape.most('maxItems') ?? Infinity;
  const wanted = containedItems(shape, sampler);
  const bounds = hints.flatMap((site) => ['minItems', 'maxItems', 'minContains', 'maxContains'].flatMap((word) => numberWord(site, word) ?? []));
  const lengths = [least, least + 1, shape.prefixLength, shape.prefixLength + 1, ...bounds.flatMap((bound) => [bound, bound + 1, bound - 1])];
  if (most !== Infinity) lengths.push(most);
  for (const length of new Set(lengths)) {
    if (length < Math.max(least, wanted.length) || length > Math.min(most, longest)) continue;
    const list = listOf(length, wanted, shape, sampler);
    if (list !== undefined) yield list;
  }
  if (wanted.length > 0 && least <= wanted.length) yield wanted;
  const item = sampler.smallest(shape.item(shape.prefixLength));
  if (item !== undefined && most >= 2) yield Array<unknown>(Math.max(least, 2)).fill(item.value);
}

/** A list that holds an item. */
export function listWith(item: unknown, index: number, shape: Shape, sampler: Sampler): unknown[] | undefined {
  const length = Math.max(index + 1, shape.least('minItems') ?? 0);
  return listOf(length, containedItems(shape, sampler), shape, sampler)?.with(index, item);
}

/** Items that `contains` asks for. */
function containedItems(shape: Shape, sampler: Sampler): unknown[] {
  return shape.parts.flatMap((part) => {
    const contains = memberSite(part, 'contains');
    const count = numberWord(part, 'minContains') ?? 1;
    const found = contains && sampler.smallest([contains, ...shape.item(shape.prefixLength)]);
    return found === undefined ? [] : Array<unknown>(Math.min(count, 100)).fill(found.value);
  });
}

function listOf(length: number, wanted: readonly unknown[], shape: Shape, sampler: Sampler): unknown[] | undefined {
  const list: unknown[] = [];
  const rest = shape.isUnique ? differentItems(shape, length, sampler) : undefined;
  for (let index = 0; index < length; index++) {
    if (index >= length - wanted.length) {
      list.push(wanted[index - (length - wanted.length)]);
      continue;
    }
    const item = index >= shape.prefixLength && rest !== undefined ? rest[index] : sampler.smallest(shape.item(index));
    if (item === undefined) return undefined;
    list.push(item.value);
  }
  return list;
}

function differentItems(shape: Shape, count: number, sampler: Sampler): { readonly value: unknown }[] {
  const sites = shape.item(shape.prefixLength);
  const found = new Map<string, { readonly value: unknown }>();
  const add = (value: unknown) => {
    if (sampler.schemas.accepts(sites, value)) found.set(JSON.stringify(value), { value });
  };
  for (const alternative of sampler.alternatives(sites)) {
    for (const value of sampler.candidates(alternative, [])) {
      if (found.size >= count) return [...found.values()];
      add(value);
    }
    if (alternative.types.includes('number')) for (let index = 0; found.size < count && index < 5 * count; index++) add(index);
    if (alternative.types.includes('string')) for (let index = 0; found.size < count && index < 5 * count; index++) add(`a${index}`);
  }
  return [...found.values()];
}

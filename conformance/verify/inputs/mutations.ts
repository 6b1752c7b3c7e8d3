import type { Sampler } from '../../sample/sampler.ts';
import type { Shape } from '../../schema/shape.ts';
import type { Sites } from '../../schema/site.ts';
import { absent, childPointer, withValueAt, type Mutation } from './mutate.ts';
import { furtherMember, mapChanges } from './map-changes.ts';
import { numberChanges, textChanges, type Change } from './scalar-changes.ts';

const deepest = 6;

/** In place of a keyword: many servers take `"7"` for 7, on purpose or not. */
export const coercion = 'coercion';

/**
 * Values that differ from a valid one in one place: at a bound or beyond it, a member more or less, another type. Whether one is
 * valid is for the schema to say; both kinds are wanted.
 */
export function* mutationsOf(value: unknown, sites: Sites, sampler: Sampler): Generator<Mutation> {
  for (const change of changesWithin(value, sites, sampler, '', 0))
    yield { ...change, value: withValueAt(value, change.pointer, change.value) };
}

function* changesWithin(value: unknown, sites: Sites, sampler: Sampler, pointer: string, depth: number, isBranch = false): Generator<Mutation> {
  const shape = shapeFor(value, sites, sampler);
  if (shape === undefined || depth > deepest) return;
  for (const change of changesAt(value, shape)) yield { pointer, ...change };
  if (!isBranch) yield* otherBranches(value, sites, sampler, pointer, depth);
  if (Array.isArray(value)) yield* itemChanges(value, shape, sampler, pointer, depth);
  else if (typeof value === 'object' && value !== null) yield* memberChanges(value as Record<string, unknown>, shape, sampler, pointer, depth);
}

/** The alternative that the value is an example of. */
function shapeFor(value: unknown, sites: Sites, sampler: Sampler): Shape | undefined {
  return sampler.alternatives(sites).find(({ parts }) => sampler.schemas.accepts(parts, value));
}

function changesAt(value: unknown, shape: Shape): Change[] {
  const types = typeChanges(value);
  const members = (shape.values ?? []).filter((member) => JSON.stringify(member) !== JSON.stringify(value));
  const others = [...members.map((member) => ({ keyword: 'enum', about: `the member ${JSON.stringify(member)}`, value: member })), ...unlistedNumbers(shape)];
  if (typeof value === 'number') return [...others, ...numberChanges(value, shape), ...types];
  if (typeof value === 'string') return [...others, ...textChanges(value, shape), ...types];
  return typeof value === 'boolean' ? [{ keyword: 'enum', about: String(!value), value: !value }, ...types] : [...others, ...types];
}

/** Next to those of a list. */
function unlistedNumbers({ values = [] }: Shape): Change[] {
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === 0 ? [] : [{ keyword: 'enum', about: 'a number that is not in the list', value: Math.max(...numbers) + 1 }];
}

const ofEachType: readonly (readonly [string, unknown])[] = [
  ['an object', {}],
  ['a text', 'specwright'],
  ['a list', []],
  ['a number', 7],
  ['a boolean', true],
  ['null', null],
];

function typeChanges(value: unknown): Change[] {
  const kind = kindOf(value);
  const others = ofEachType.filter(([, other]) => kindOf(other) !== kind).map(([name, other]) => ({ keyword: other === null ? 'null' : 'type', about: `${name} instead`, value: other }));
  return [...lookalikes(value), ...others];
}

/** Of another type, and easily taken for a value of the right one. */
function lookalikes(value: unknown): Change[] {
  const change = (about: string, other: unknown): Change => ({ keyword: coercion, about, value: other });
  if (typeof value === 'number' || typeof value === 'boolean') return [change('the same as a text', String(value))];
  return typeof value === 'string' ? [change('a number instead of a text', 7)] : [];
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

const deepestBranch = 2;

/** The smallest value of every other branch of `oneOf` and `anyOf`, and what differs from it in one place. */
function* otherBranches(value: unknown, sites: Sites, sampler: Sampler, pointer: string, depth: number): Generator<Mutation> {
  const alternatives = sampler.alternatives(sites);
  if (alternatives.length < 2) return;
  for (const [index, alternative] of alternatives.slice(0, 12).entries()) {
    const sample = sampler.smallestOf(alternative);
    if (sample === undefined || JSON.stringify(sample.value) === JSON.stringify(value)) continue;
    yield { pointer, keyword: 'oneOf', about: `branch ${index + 1}`, value: sample.value };
    const isStructure = typeof sample.value === 'object' && sample.value !== null;
    if (isStructure && depth <= deepestBranch) yield* elsewhere(sample.value, sites, sampler, pointer, depth, `branch ${index + 1}, `, true);
  }
}

/** What differs in one place from a value that stands for another one, and comes whole. */
function* elsewhere(sample: unknown, sites: Sites, sampler: Sampler, pointer: string, depth: number, about = '', isBranch = false): Generator<Mutation> {
  for (const change of changesWithin(sample, sites, sampler, '', depth + 1, isBranch)) {
    const within = about + change.pointer + (change.within ?? '');
    yield { ...change, pointer, within, about: `${about}${change.pointer === '' ? '' : `${change.pointer}: `}${change.about}`, value: withValueAt(sample, change.pointer, change.value) };
  }
}

function* itemChanges(items: readonly unknown[], shape: Shape, sampler: Sampler, pointer: string, depth: number): Generator<Mutation> {
  const itemSites = shape.item(items.length);
  const item = items[0] ?? sampler.smallest(itemSites)?.value;
  const different = shape.isUnique ? [...new Set([item, ...differentItems(itemSites, sampler)])] : [];
  const fill = (count: number) => Array.from({ length: count }, (_, index) => items[index] ?? different[index] ?? item);
  for (const keyword of ['minItems', 'maxItems'] as const) {
    const bound = keyword === 'minItems' ? shape.least(keyword) : shape.most(keyword);
    if (bound === undefined || item === undefined || bound > 1000) continue;
    for (const count of [bound, bound + 1, bound - 1])
      if (count >= 0 && count !== items.length) yield { pointer, keyword, about: `${count} items`, value: fill(count) };
  }
  if (items.length === 0 && item !== undefined) yield* itemsOfNone(item, different, shape, sampler, pointer, depth);
  if (items.length > 0) yield { pointer, keyword: 'uniqueItems', about: 'an item twice', value: [...items, items[0]] };
  for (const [index, each] of items.slice(0, 2).entries()) {
    const sites = shape.item(index);
    yield* changesWithin(each, sites, sampler, childPointer(pointer, index), depth + 1);
  }
}

/** A list that is empty is looked at as one of one item, too. */
function* itemsOfNone(item: unknown, different: readonly unknown[], shape: Shape, sampler: Sampler, pointer: string, depth: number): Generator<Mutation> {
  const [, other = item] = different;
  yield { pointer, keyword: 'items', about: 'one item', value: [item] };
  yield { pointer, keyword: 'items', about: 'two items', value: [item, other] };
  if (shape.isUnique) yield { pointer, keyword: 'uniqueItems', about: 'an item twice', value: [item, item] };
  if (depth < deepest) yield* elsewhere([item], shape.parts, sampler, pointer, depth);
}

function* memberChanges(members: Readonly<Record<string, unknown>>, shape: Shape, sampler: Sampler, pointer: string, depth: number): Generator<Mutation> {
  for (const name of Object.keys(members))
    yield { pointer: childPointer(pointer, name), keyword: 'required', about: `without ${name}`, value: absent };
  yield* insteadOf(members, shape, sampler, pointer);
  yield { pointer: childPointer(pointer, 'specwright-unknown'), keyword: 'additionalProperties', about: 'a member that nobody knows', value: 'x' };
  for (const change of mapChanges(members, shape, sampler)) yield { pointer, ...change };
  const further = furtherMember(members, shape, sampler);
  if (further !== undefined) {
    yield { pointer: childPointer(pointer, further.name), keyword: 'properties', about: `with ${further.name}`, value: further.value };
    yield* elsewhere(further.value, shape.property(further.name), sampler, childPointer(pointer, further.name), depth);
  }
  for (const name of shape.declared) {
    const sites = shape.property(name);
    if (Object.hasOwn(members, name)) yield* changesWithin(members[name], sites, sampler, childPointer(pointer, name), depth + 1);
    else {
      const sample = sampler.smallest(sites);
      if (sample === undefined) continue;
      yield { pointer: childPointer(pointer, name), keyword: 'properties', about: `with ${name}`, value: sample.value };
      // What an optional member may be is looked at, too; it comes with its change.
      yield* elsewhere(sample.value, sites, sampler, childPointer(pointer, name), depth);
    }
  }
}

/** A member alone, in place of the only one that is there: an empty object may be refused for being empty. */
function* insteadOf(members: Readonly<Record<string, unknown>>, shape: Shape, sampler: Sampler, pointer: string): Generator<Mutation> {
  const [name, ...rest] = Object.keys(members);
  if (name === undefined || rest.length > 0) return;
  for (const other of shape.declared.filter((each) => each !== name)) {
    const sample = sampler.smallest(shape.property(other));
    if (sample === undefined) continue;
    yield { pointer, keyword: 'required', about: `${other} in place of ${name}`, value: { [other]: sample.value } };
    return;
  }
}

const mostItems = 30;

/** Valid items that are not the same, for lists in which no two may be. */
function differentItems(sites: Sites, sampler: Sampler): unknown[] {
  const found = new Map<string, unknown>();
  for (const shape of sampler.alternatives(sites))
    for (const value of [...sampler.candidates(shape, [])].slice(0, mostItems))
      if (sampler.schemas.accepts(sites, value)) found.set(JSON.stringify(value), value);
  return [...found.values()];
}

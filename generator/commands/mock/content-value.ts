import { appendToken } from '../../load/json-pointer.ts';
import { membersOf, type DocumentTree, type Place } from './document-tree.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import { mediaSchema } from './media-schema.ts';
import type { Preferences } from './prefer.ts';
import type { SchemaStore } from './schema-store.ts';
import type { Sampler } from './sample/sampler.ts';

export interface ContentValue {
  readonly value: unknown;
  readonly origin: 'example' | 'generated';
  /** The example is the one that was asked for. */
  readonly isPreferred: boolean;
  readonly schema: JsonSchema | undefined;
  /** The text as it is to be sent (OpenAPI 3.2, "Example Object", `serializedValue`). */
  readonly isSerialized: boolean;
  /** The value stands for a list of items that are sent one after the other. */
  readonly isItems: boolean;
  /** What is wrong with generated data. */
  readonly faults: readonly string[];
}

export interface ContentSources {
  readonly tree: DocumentTree;
  readonly store: SchemaStore;
  readonly sampler: Sampler;
}

/** A media type's example, one of its `examples`, or else what its schema makes of itself; `name` tells answers apart. */
export function contentValue(media: Place, preferences: Preferences, sources: ContentSources, name: string): ContentValue {
  const { tree, store } = sources;
  const itemSchema = tree.child(media, 'itemSchema');
  const place = mediaSchema(tree, media);
  const schema = place === undefined ? undefined : store.schemaAt(place, 'response');
  const base = { schema, isItems: false, isSerialized: false, faults: [], isPreferred: false };
  const example = preferences.dynamic === true ? undefined : findExample(media, preferences, sources);
  if (example !== undefined) return { ...base, ...example, origin: 'example' };
  const events = tree.members(tree.member(media, 'x-events'));
  if (events.length > 0) return eventItems(events, sources, name);
  if (itemSchema !== undefined && schema === undefined) return items(itemSchema, sources, name);
  const isDynamic = preferences.dynamic === true;
  const { value, faults } = sources.sampler.sample(schema ?? true, name, { examples: !isDynamic });
  return { ...base, value, faults, origin: !isDynamic && isGiven(schema, value) ? 'example' : 'generated' };
}

/** Three items are enough to see a stream. */
function items(place: Place, { store, sampler }: ContentSources, name: string): ContentValue {
  const schema = store.schemaAt(place, 'response');
  const samples = [1, 2, 3].map((count) => sampler.sample(schema, `${name} ${count}`, { examples: true }));
  return { ...stream(samples), schema: { type: 'array', items: schema } };
}

/** One event of each name. */
function eventItems(events: readonly (readonly [string, Place])[], { store, sampler }: ContentSources, name: string): ContentValue {
  const samples = events.map(([event, place]) => {
    const { value: data, faults } = sampler.sample(store.schemaAt(place, 'response'), `${name} ${event}`, { examples: true });
    return { value: { ...(event === 'message' ? {} : { event }), data }, faults };
  });
  return stream(samples);
}

function stream(samples: readonly { readonly value: unknown; readonly faults: readonly string[] }[]): ContentValue {
  return {
    value: samples.map(({ value }) => value),
    origin: 'generated',
    isPreferred: false,
    schema: undefined,
    isSerialized: false,
    isItems: true,
    faults: samples.flatMap(({ faults }) => faults),
  };
}

function findExample(media: Place, preferences: Preferences, { tree }: ContentSources) {
  const named = tree.members(tree.member(media, 'examples')).flatMap(([name, example]) => {
    const found = exampleValue(example, tree);
    return found === undefined ? [] : [{ name, ...found }];
  });
  const wanted = named.find(({ name }) => name === preferences.example);
  if (wanted !== undefined) return { ...wanted, isPreferred: true };
  const members = membersOf(media.value);
  if (Object.hasOwn(members, 'example')) return { value: exampleOf(media, tree), isSerialized: false };
  return named[0];
}

function exampleOf(media: Place, tree: DocumentTree): unknown {
  const place = tree.member(media, 'example');
  return place === undefined ? membersOf(media.value)['example'] : tree.exactly(place);
}

/** OpenAPI 3.2, "Example Object". A value elsewhere (`externalValue`) is not fetched. */
function exampleValue(example: Place, tree: DocumentTree): { value: unknown; isSerialized: boolean } | undefined {
  const { value, dataValue, serializedValue } = membersOf(example.value);
  const exactly = (key: string, data: unknown) => ({ value: tree.exactly({ ...example, pointer: appendToken(example.pointer, key), value: data }), isSerialized: false });
  if (value !== undefined) return exactly('value', value);
  if (dataValue !== undefined) return exactly('dataValue', dataValue);
  return serializedValue === undefined ? undefined : { value: serializedValue, isSerialized: true };
}

/** The schema's own example, taken as a whole. */
function isGiven(schema: JsonSchema | undefined, value: unknown): boolean {
  if (typeof schema !== 'object') return false;
  const examples = [schema['example'], ...(Array.isArray(schema['examples']) ? (schema['examples'] as unknown[]) : [])];
  return examples.some((example) => example !== undefined && JSON.stringify(example) === JSON.stringify(value));
}

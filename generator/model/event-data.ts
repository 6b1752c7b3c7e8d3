import type { Located } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Reading } from './reading.ts';
import { schemaAlternatives, together, type SchemaPart } from './schema-alternatives.ts';
import { valueShape } from './value-shape.ts';

/** What the data of an event may be once it is decoded, and how it travels. */
export interface EventData {
  readonly schema: JsonSchema;
  readonly encoding: 'json' | 'text';
  /** All that a text may be, where the schema says it. */
  readonly texts?: readonly string[];
}

/** Words beside `contentSchema` that say nothing of the JSON within. */
const silentKeywords = new Set(['type', 'contentMediaType', 'contentSchema', 'title', 'description', 'examples', '$comment']);

/**
 * `data` of an event. On the wire it is a text: one that holds JSON where the schema says so (`contentMediaType:
 * application/json`, OpenAPI 3.2, "Server-Sent Event Streams") or describes anything but texts; else the text itself.
 */
export function readEventData(schemas: readonly JsonSchema[], at: Located, reading: Reading): EventData[] {
  const schema = together(schemas);
  const resolve = (reference: JsonSchema) => reading.schemas.resolve(reference);
  const alternatives = schemaAlternatives(schema, resolve);
  if (alternatives.some((parts) => parts.some(holdsJson))) {
    return alternatives.map((parts) => (parts.some(holdsJson) ? jsonData(parts, at, reading) : plainData(together(parts), reading)));
  }
  return [plainData(schema, reading)];
}

/** Whether a text is said to be JSON (JSON Schema 2020-12, "Content", section 8.4). */
function holdsJson({ contentMediaType, contentSchema }: SchemaPart): boolean {
  return typeof contentMediaType === 'string' ? /^application\/(.+\+)?json\b/.test(contentMediaType) : contentSchema !== undefined;
}

function jsonData(parts: readonly SchemaPart[], at: Located, reading: Reading): EventData {
  const loud = parts.flatMap((part) => Object.keys(part)).find((keyword) => !silentKeywords.has(keyword));
  if (loud !== undefined) {
    const hint = 'Say it of the JSON, within contentSchema';
    reading.refuse('unsupported-keyword', at, `${loud} is not checked beside contentSchema`, hint);
  }
  const schema = together(parts.flatMap(({ contentSchema }) => (contentSchema === undefined ? [] : [contentSchema as JsonSchema])));
  return { schema, encoding: 'json' };
}

function plainData(schema: JsonSchema, reading: Reading): EventData {
  const { types } = valueShape(schema, (reference) => reading.schemas.resolve(reference));
  const isAnything = types.includes('string') && types.includes('object') && types.includes('array') && types.includes('number');
  if (isAnything) return { schema: together([{ type: 'string' }, schema]), encoding: 'text' };
  const isJson = types.some((type) => type !== 'string');
  const texts = isJson ? textsAmongJson(schema, reading) : constants(schema, reading);
  return { schema, encoding: isJson ? 'json' : 'text', ...(texts === undefined ? {} : { texts }) };
}

/** Alternatives to JSON that are certain texts, such as `[DONE]`; none where another alternative is any text, which travels as JSON then. */
function textsAmongJson(schema: JsonSchema, reading: Reading): string[] | undefined {
  const resolve = (reference: JsonSchema) => reading.schemas.resolve(reference);
  const textual = schemaAlternatives(schema, resolve).filter((parts) => valueShape(together(parts), resolve).types.includes('string'));
  const lists = textual.map((parts) => parts.flatMap(constantsOf));
  const isCertain = lists.length > 0 && lists.every((list) => list.length > 0 && list.every((value) => typeof value === 'string'));
  return isCertain ? [...new Set(lists.flat().map(String))] : undefined;
}

function constants(schema: JsonSchema, reading: Reading): string[] | undefined {
  const lists = schemaAlternatives(schema, (reference) => reading.schemas.resolve(reference)).map((parts) => parts.flatMap(constantsOf));
  return lists.every((list) => list.length > 0) ? [...new Set(lists.flat().map(String))] : undefined;
}

function constantsOf(part: SchemaPart): readonly unknown[] {
  if (Object.hasOwn(part, 'const')) return [part['const']];
  return Array.isArray(part['enum']) ? (part['enum'] as unknown[]) : [];
}

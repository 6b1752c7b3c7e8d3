import { ExactInteger } from '../load/exact-integer.ts';
import { isRecord } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';
import { numberKeyword } from './number-keyword.ts';

/** Looks up what a schema with `$ref` refers to. */
export type Lookup = (reference: string) => JsonSchema;

/** A value that a property may be told by. */
export type TagValue = string | number | boolean | null;

/** JSON types, `integer` being a `number`. */
export type DataType = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null';

export const dataTypes: readonly DataType[] = ['string', 'number', 'boolean', 'array', 'object', 'null'];

/** The JSON types that a schema allows, seen through references and combinators. */
export function allowedTypes(schema: JsonSchema, lookup: Lookup, open: ReadonlySet<JsonSchema> = new Set()): readonly DataType[] {
  if (typeof schema === 'boolean') return schema ? dataTypes : [];
  if (open.has(schema)) return dataTypes;
  const inside = new Set(open).add(schema);
  const typesOf = (part: JsonSchema) => allowedTypes(part, lookup, inside);
  const parts = [ownTypes(schema), ...appliedParts(schema, lookup).map(typesOf)];
  for (const choice of choicesOf(schema)) parts.push(dataTypes.filter((type) => choice.map(typesOf).flat().includes(type)));
  return dataTypes.filter((type) => parts.every((types) => types.includes(type)));
}

/** Whether every object that satisfies the schema has the property. */
export function requiresProperty(
  schema: JsonSchema,
  property: string,
  lookup: Lookup,
  open: ReadonlySet<JsonSchema> = new Set(),
): boolean {
  if (typeof schema === 'boolean' || open.has(schema)) return false;
  if (Array.isArray(schema.required) && schema.required.includes(property)) return true;
  const inside = new Set(open).add(schema);
  const requires = (part: JsonSchema) => requiresProperty(part, property, lookup, inside);
  return appliedParts(schema, lookup).some(requires) || choicesOf(schema).some((choice) => choice.every(requires));
}

/** The values that a property may have, if a schema lists them (`const`, `enum`); undefined where it does not. */
export function tagValues(
  schema: JsonSchema,
  property: string,
  lookup: Lookup,
  open: ReadonlySet<JsonSchema> = new Set(),
): readonly TagValue[] | undefined {
  if (typeof schema === 'boolean' || open.has(schema)) return undefined;
  const inside = new Set(open).add(schema);
  const { properties } = schema;
  const own = isRecord(properties) && Object.hasOwn(properties, property) ? listedValues(properties[property], lookup) : undefined;
  if (own !== undefined) return own;
  for (const part of appliedParts(schema, lookup)) {
    const values = tagValues(part, property, lookup, inside);
    if (values !== undefined) return values;
  }
  for (const choice of choicesOf(schema)) {
    const values = choice.map((part) => tagValues(part, property, lookup, inside));
    if (values.every((list) => list !== undefined)) return [...new Set(values.flat())];
  }
  return undefined;
}

/** The JSON types that a schema allows a property, where it describes it; else all. */
export function typesOfProperty(schema: JsonSchema, property: string, lookup: Lookup, open: ReadonlySet<JsonSchema> = new Set()): readonly DataType[] {
  if (typeof schema === 'boolean' || open.has(schema)) return dataTypes;
  const inside = new Set(open).add(schema);
  const { properties } = schema;
  const own = isRecord(properties) && Object.hasOwn(properties, property) ? allowedTypes(properties[property] as JsonSchema, lookup) : dataTypes;
  const parts = appliedParts(schema, lookup).map((part) => typesOfProperty(part, property, lookup, inside));
  return own.filter((type) => parts.every((types) => types.includes(type)));
}

/** Names of the properties for which a schema lists values. */
export function listedProperties(schema: JsonSchema, lookup: Lookup, open: ReadonlySet<JsonSchema> = new Set()): string[] {
  if (typeof schema === 'boolean' || open.has(schema)) return [];
  const inside = new Set(open).add(schema);
  const { properties } = schema;
  const own = isRecord(properties)
    ? Object.keys(properties).filter((name) => listedValues(properties[name], lookup) !== undefined)
    : [];
  const parts = [...appliedParts(schema, lookup), ...choicesOf(schema).flatMap((choice) => choice.slice(0, 1))];
  return [...new Set([...own, ...parts.flatMap((part) => listedProperties(part, lookup, inside))])];
}

/** What is applied to the same value in any case: what is referred to, and all of `allOf`. */
function appliedParts(schema: Exclude<JsonSchema, boolean>, lookup: Lookup): JsonSchema[] {
  const referred = typeof schema.$ref === 'string' ? [lookup(schema.$ref)] : [];
  return [...referred, ...(Array.isArray(schema.allOf) ? (schema.allOf as JsonSchema[]) : [])];
}

function choicesOf({ oneOf, anyOf }: Exclude<JsonSchema, boolean>): JsonSchema[][] {
  return [oneOf, anyOf].filter(Array.isArray) as JsonSchema[][];
}

function ownTypes(schema: Exclude<JsonSchema, boolean>): readonly DataType[] {
  const { type } = numeric(schema);
  const named = type === undefined ? undefined : ([type].flat() as string[]).map(toDataType);
  const listed = ownValues(schema)?.map(typeOf);
  return dataTypes.filter((type) => named?.includes(type) !== false && listed?.includes(type) !== false);
}

function toDataType(type: string): DataType {
  return type === 'integer' ? 'number' : (type as DataType);
}

function typeOf(value: unknown): DataType {
  if (value === null) return 'null';
  if (value instanceof ExactInteger) return 'number';
  return Array.isArray(value) ? 'array' : (typeof value as DataType);
}

function ownValues(schema: Exclude<JsonSchema, boolean>): readonly unknown[] | undefined {
  const words = numeric(schema);
  if (Object.hasOwn(words, 'const')) return [words.const];
  return Array.isArray(words.enum) ? words.enum : undefined;
}

/** What a schema that is about to be compiled says of its value, which may be a bigint. */
function numeric(schema: Exclude<JsonSchema, boolean>): Exclude<JsonSchema, boolean> {
  return (schema[numberKeyword] as Exclude<JsonSchema, boolean> | undefined) ?? schema;
}

function listedValues(schema: unknown, lookup: Lookup): readonly TagValue[] | undefined {
  if (!isRecord(schema)) return undefined;
  const values = ownValues(schema);
  if (values !== undefined) return values.every(isTagValue) ? values : undefined;
  const [only, ...others] = [
    ...(typeof schema.$ref === 'string' ? [lookup(schema.$ref)] : []),
    ...(Array.isArray(schema.allOf) ? (schema.allOf as JsonSchema[]) : []),
  ];
  return only !== undefined && others.length === 0 && only !== schema ? listedValuesOnce(only) : undefined;
}

/** One step through a reference is as far as tags are written in practice; it also ends for schemas that contain themselves. */
function listedValuesOnce(schema: JsonSchema): readonly TagValue[] | undefined {
  const values = typeof schema === 'boolean' ? undefined : ownValues(schema);
  return values?.every(isTagValue) ? values : undefined;
}

function isTagValue(value: unknown): value is TagValue {
  return typeof value !== 'object' || value === null;
}

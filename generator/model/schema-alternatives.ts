import type { JsonSchema } from './json-schema.ts';
import type { Resolve } from './value-shape.ts';

/** A schema without references and combinators. */
export type SchemaPart = Readonly<Record<string, unknown>>;

/**
 * The ways to satisfy a schema, seen through `$ref`, `allOf`, `anyOf` and `oneOf`: each is a list of plain schemas that have to
 * hold together. Where a schema contains itself, the inner one is left open.
 */
export function schemaAlternatives(schema: JsonSchema, resolve: Resolve, open: readonly JsonSchema[] = []): SchemaPart[][] {
  if (typeof schema === 'boolean') return schema ? [[]] : [];
  if (open.includes(schema)) return [[]];
  const { $ref: reference, allOf, anyOf, oneOf, ...own } = schema;
  const inner = (part: JsonSchema) => schemaAlternatives(part, resolve, [...open, schema]);
  const groups = [
    ...(typeof reference === 'string' ? [inner(resolve({ $ref: reference }))] : []),
    ...listOf(allOf).map(inner),
    ...[anyOf, oneOf].filter(Array.isArray).map((branches) => listOf(branches).flatMap(inner)),
  ];
  return groups.reduce(
    (all, group) => all.flatMap((parts) => group.map((more) => [...parts, ...more])),
    [Object.keys(own).length === 0 ? [] : [own]] as SchemaPart[][],
  );
}

/** One schema for several that have to hold together. */
export function together(schemas: readonly JsonSchema[]): JsonSchema {
  const telling = schemas.filter((schema) => schema !== true);
  return telling.length > 1 ? { allOf: telling } : (telling[0] ?? true);
}

function listOf(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? (value as JsonSchema[]) : [];
}

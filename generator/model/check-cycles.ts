import type { JsonSchema } from './json-schema.ts';
import type { Reading } from './reading.ts';
import { componentName } from './component-reference.ts';
import type { NamedSchema } from './types.ts';

/**
 * Refuses schemas that are applied to a value because they are applied to it, such as two components that are only
 * references to each other: a validator would never come to an end. Where that is only a warning, one of them is left open.
 */
export function withoutCycles(schemas: readonly NamedSchema[], reading: Reading): readonly NamedSchema[] {
  const byName = new Map(schemas.map((schema) => [schema.name, schema]));
  const seen = new Set<string>();
  const opened = new Set<string>();
  for (const { name } of schemas) visit(name, []);
  if (opened.size === 0) return schemas;
  return schemas.map((schema) => (opened.has(schema.name) ? { ...schema, schema: {} } : schema));

  function visit(name: string, path: readonly string[]): void {
    if (path.includes(name)) return refuse(path.slice(path.indexOf(name)));
    if (seen.has(name)) return;
    seen.add(name);
    for (const next of appliedInPlace(byName.get(name)?.schema ?? true)) visit(next, [...path, name]);
  }

  function refuse(cycle: readonly string[]): void {
    const schema = byName.get(cycle[0] ?? '');
    if (schema === undefined) return;
    const way = [...cycle, cycle[0]].join(' → ');
    const hint = 'Let one of them describe something itself';
    const message = `the schema is defined by itself: ${way}`;
    reading.refuse('circular-reference', schema.at, message, hint);
    opened.add(schema.name);
  }
}

/** Names of the components that apply wherever the schema applies. */
export function appliedInPlace(schema: JsonSchema): string[] {
  if (typeof schema === 'boolean') return [];
  const own = typeof schema.$ref === 'string' ? [componentName(schema.$ref)] : [];
  return [...own, ...branches(schema).flatMap(appliedInPlace)];
}

/** Schemas within a schema that are applied to the same value. */
export function branches(schema: Exclude<JsonSchema, boolean>): JsonSchema[] {
  const lists = [schema.allOf, schema.anyOf, schema.oneOf].filter(Array.isArray) as JsonSchema[][];
  const singles = [schema.not, schema.if, schema.then, schema.else].filter((branch) => branch !== undefined) as JsonSchema[];
  const dependent = Object.values((schema.dependentSchemas ?? {}) as Record<string, JsonSchema>);
  return [...lists.flat(), ...singles, ...dependent];
}

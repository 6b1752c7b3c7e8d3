import { isRecord, type Located } from '../load/located.ts';
import { isReference } from '../load/references.ts';
import type { Subject } from './subject.ts';

/** Members outside of schemas that hold one. */
const holdsSchema = new Set(['schema', 'itemSchema', 'payload']);
/** Members outside of schemas that hold data of any kind. */
const holdsData = new Set(['example', 'examples', 'default', 'enum', 'const']);
/** Keywords that hold one schema (JSON Schema 2020-12, applicator and content vocabularies; `additionalItems` and `not` as before). */
const oneSchema = new Set([
  'additionalItems',
  'additionalProperties',
  'contains',
  'contentSchema',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]);
/** Keywords that hold a list of schemas. */
const listOfSchemas = new Set(['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems']);
/** Keywords that hold schemas by name. */
const namedSchemas = new Set(['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties']);

/** Every schema of the documents and of the files that they refer to, each once, those within others included. */
export function schemasOf(subject: Subject): Located[] {
  const found = new Map<string, Located>();
  const seen = new Set<string>();
  for (const root of [subject.openapi, subject.asyncapi]) if (root !== undefined) walk(root);
  return [...found.values()];

  function walk(located: Located): void {
    if (seen.has(located.id)) return;
    seen.add(located.id);
    follow(located, walk);
    for (const item of located.items()) walk(item);
    for (const [key, member] of located.members()) {
      if (holdsData.has(key) || key.startsWith('x-')) continue;
      if (holdsSchema.has(key)) walkSchema(member);
      else if (key === 'schemas' && located.key === 'components') for (const [, schema] of member.members()) walkSchema(schema);
      else walk(member);
    }
  }

  function walkSchema(schema: Located): void {
    // A schema of another language (AsyncAPI, "Multi Format Schema Object") is not ours to read.
    if (found.has(schema.id) || !isRecord(schema.value) || schema.get('schemaFormat') !== undefined) return;
    found.set(schema.id, schema);
    follow(schema, walkSchema);
    for (const part of subschemas(schema)) walkSchema(part);
  }

  function follow(located: Located, next: (target: Located) => void): void {
    const target = isReference(located.value) ? subject.references.target(located) : undefined;
    if (target !== undefined) next(target);
  }
}

/** The schemas right within a schema. */
export function subschemas(schema: Located): Located[] {
  return schema.members().flatMap(([key, member]) => {
    if (listOfSchemas.has(key) && Array.isArray(member.value)) return member.items();
    if (oneSchema.has(key)) return [member];
    return namedSchemas.has(key) ? member.members().map(([, part]) => part) : [];
  });
}

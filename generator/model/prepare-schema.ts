import { isRecord } from '../load/located.ts';
import { setMember } from '../load/yaml-data.ts';
import type { Lookup } from './branches.ts';
import { compiledReference, fillReference } from './component-reference.ts';
import { knownFormats } from './formats.ts';
import type { JsonSchema } from './json-schema.ts';
import { withNumberKeyword } from './number-keyword.ts';
import { refusedFor } from './refused-property.ts';
import { keywordContent } from './schema-keywords.ts';
import { tellBranchesApart } from './tell-branches-apart.ts';

/** What the preparation of schemas must know of the others. */
export interface Surroundings {
  readonly lookup: Lookup;
  /** Whether anything below has a default. */
  readonly needsFilling: (schema: JsonSchema) => boolean;
  readonly defaultOf: (schema: JsonSchema) => unknown;
}

/** Words that say nothing about what is valid; Ajv need not look at them. */
const notes = new Set(
  `$comment contentEncoding contentMediaType contentSchema deprecated description example examples externalDocs title xml`.split(/\s+/),
);

/** Within these a value is only asked about, so nothing may be put into it. */
const questions = new Set(['not', 'if', 'contains', 'propertyNames']);

/**
 * A schema as the compiler takes it. With `fills` missing properties get their defaults, but only where it is certain that the
 * schema has to hold: not in a branch of `anyOf` or `oneOf` that is just being tried.
 */
export function prepareSchema(schema: JsonSchema, fills: boolean, surroundings: Surroundings): JsonSchema {
  if (!isRecord(schema)) return schema;
  const refused = refusedFor(schema);
  if (refused !== undefined) return { [refused]: 'refused' };
  const copy: Record<string, unknown> = {};
  const certain = fills ? certainBranches(schema, surroundings) : undefined;
  for (const [keyword, value] of Object.entries(schema)) {
    if (notes.has(keyword) || keyword === 'default' || isUncheckedFormat(keyword, value)) continue;
    setMember(copy, keyword, prepareKeyword(keyword, value));
  }
  return moveProto(withNumberKeyword(copy));

  function prepareKeyword(keyword: string, value: unknown): unknown {
    const prepare = (part: JsonSchema, isFilled = fills) => prepareSchema(part, isFilled, surroundings);
    switch (keywordContent(keyword)) {
      case 'reference':
        return fills && surroundings.needsFilling({ $ref: value }) ? fillReference(String(value)) : compiledReference(String(value));
      case 'schema':
        return prepare(value as JsonSchema, fills && !questions.has(keyword));
      case 'schemas':
        return (value as JsonSchema[]).map((branch) => prepare(branch, fills && (certain?.get(branch) ?? true)));
      case 'schema-map':
        return mapMembers(value as Record<string, JsonSchema>, (member) => withDefault(keyword, member, prepare(member)));
      default:
        return value;
    }
  }

  function withDefault(keyword: string, member: JsonSchema, prepared: JsonSchema): JsonSchema {
    const value = fills && keyword === 'properties' ? surroundings.defaultOf(member) : undefined;
    return value === undefined || !isRecord(prepared) ? prepared : { ...prepared, default: value };
  }
}

/** A format that nobody knows is a note. */
function isUncheckedFormat(keyword: string, value: unknown): boolean {
  return keyword === 'format' && !Object.hasOwn(knownFormats, String(value));
}

/** For each branch of a choice whether it is tried only when it has to hold. */
function certainBranches(schema: Readonly<Record<string, unknown>>, { lookup }: Surroundings): Map<JsonSchema, boolean> {
  const certain = new Map<JsonSchema, boolean>();
  for (const branches of [schema.oneOf, schema.anyOf].filter(Array.isArray) as JsonSchema[][]) {
    const telling = tellBranchesApart({ branches, discriminator: schema.discriminator }, lookup);
    branches.forEach((branch, index) => certain.set(branch, telling?.isCertain[index] === true));
  }
  return certain;
}

/** Ajv leaves out a property of this name, because code that assigns to it is dangerous; a pattern reads it only. */
function moveProto(schema: Readonly<Record<string, unknown>>): JsonSchema {
  const { properties, patternProperties } = schema;
  if (!isRecord(properties) || !Object.hasOwn(properties, '__proto__')) return schema;
  const others = Object.entries(properties).filter(([name]) => name !== '__proto__');
  const patterns = { ...(patternProperties as object | undefined), '^__proto__$': ownProto(properties) };
  return { ...schema, properties: Object.fromEntries(others), patternProperties: patterns };
}

function ownProto(properties: object): unknown {
  return Object.getOwnPropertyDescriptor(properties, '__proto__')?.value;
}

function mapMembers(members: Readonly<Record<string, JsonSchema>>, change: (member: JsonSchema) => JsonSchema): object {
  const copy: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members)) setMember(copy, name, change(member));
  return copy;
}

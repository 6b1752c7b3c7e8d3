import { isRecord } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Resolve } from './value-shape.ts';

/** A property of an object schema, wherever within `$ref`, `allOf`, `anyOf` and `oneOf` it stands. */
export interface FoundProperty {
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** The named properties of an object. Of those that several parts name, the first counts; required where any part says so. */
export function findProperties(schema: JsonSchema, resolve: Resolve): Map<string, FoundProperty> {
  const found = new Map<string, FoundProperty>();
  const required = new Set<string>();
  const visit = (part: JsonSchema, isCertain: boolean, open: ReadonlySet<JsonSchema>): void => {
    if (typeof part === 'boolean' || open.has(part)) return;
    const inside = new Set(open).add(part);
    if (typeof part.$ref === 'string') visit(resolve({ $ref: part.$ref }), isCertain, inside);
    for (const [name, property] of Object.entries(isRecord(part.properties) ? part.properties : {})) {
      if (!found.has(name)) found.set(name, { schema: property as JsonSchema, required: false });
    }
    if (isCertain) for (const name of listOf(part.required)) required.add(name as string);
    for (const member of listOf(part.allOf)) visit(member as JsonSchema, isCertain, inside);
    for (const member of [...listOf(part.anyOf), ...listOf(part.oneOf)]) visit(member as JsonSchema, false, inside);
  };
  visit(schema, true, new Set());
  return new Map([...found].map(([name, property]) => [name, { ...property, required: required.has(name) }]));
}

/** The value of a keyword, looked for through `$ref`, `allOf`, `anyOf` and `oneOf`. */
export function findKeyword(schema: JsonSchema | undefined, keyword: string, resolve: Resolve): unknown {
  const seen = new Set<JsonSchema>();
  const visit = (part: JsonSchema | undefined): unknown => {
    if (part === undefined || typeof part === 'boolean' || seen.has(part)) return undefined;
    seen.add(part);
    if (Object.hasOwn(part, keyword)) return part[keyword];
    const parts = [...listOf(part.allOf), ...listOf(part.anyOf), ...listOf(part.oneOf)] as JsonSchema[];
    for (const inner of [typeof part.$ref === 'string' ? resolve({ $ref: part.$ref }) : undefined, ...parts]) {
      const found = visit(inner);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(schema);
}

/**
 * Whether a schema describes bytes as they are: `format: binary` (OpenAPI 3.0), or `contentMediaType` without an encoding
 * (OpenAPI 3.1, "Considerations for File Uploads").
 */
export function isBytes(schema: JsonSchema, resolve: Resolve): boolean {
  if (findKeyword(schema, 'format', resolve) === 'binary') return true;
  const mediaType = findKeyword(schema, 'contentMediaType', resolve);
  const isSchema = findKeyword(schema, 'contentSchema', resolve) !== undefined;
  return typeof mediaType === 'string' && !isSchema && findKeyword(schema, 'contentEncoding', resolve) === undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

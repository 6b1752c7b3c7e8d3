import { isRecord } from '../load/located.ts';
import { setMember } from '../load/yaml-data.ts';
import type { JsonSchema } from './json-schema.ts';
import { keywordContent } from './schema-keywords.ts';
import { componentName } from './component-reference.ts';
import { typeSchema } from './type-schema.ts';
import type { NamedSchema } from './types.ts';

/** What types do not show; and data may look like a reference. */
const untyped = new Set(['example', 'examples']);

/** Makes of a schema what types are printed from: its references have the names of types instead of those of components. */
export function referenceRenamer(schemas: readonly NamedSchema[]): (schema: JsonSchema) => JsonSchema {
  const typeNames = new Map(schemas.map(({ name, typeName }) => [name, typeName]));
  const components = new Map(schemas.map(({ name, schema }) => [name, schema]));
  const resolve = (reference: string) => components.get(componentName(reference)) ?? true;
  const renamed = new WeakMap<object, JsonSchema>();
  return (schema) => {
    if (typeof schema === 'boolean') return schema;
    const copy = renamed.get(schema) ?? rename(schema);
    renamed.set(schema, copy);
    return copy;
  };

  function rename(schema: JsonSchema, isPart = false): JsonSchema {
    if (!isRecord(schema)) return schema;
    const typed = typeSchema(schema, isPart, resolve);
    const copy: Record<string, unknown> = {};
    for (const [keyword, value] of Object.entries(typed)) {
      if (!untyped.has(keyword)) setMember(copy, keyword, renameWithin(keyword, value, typed));
    }
    return copy;
  }

  function renameWithin(keyword: string, value: unknown, schema: JsonSchema): unknown {
    if (keyword === 'discriminator') return renameDiscriminator(value, schema);
    switch (keywordContent(keyword)) {
      case 'reference':
        return renameReference(String(value));
      case 'schema':
        return rename(value as JsonSchema);
      case 'schemas':
        return (value as JsonSchema[]).map((part) => rename(part, keyword === 'allOf'));
      case 'schema-map':
        return mapMembers(value as Record<string, JsonSchema>, (member) => rename(member));
      default:
        return value;
    }
  }

  function renameReference(reference: string): string {
    const name = componentName(reference);
    return `#/components/schemas/${typeNames.get(name) ?? name}`;
  }

  /** Without a mapping a value is the name of a component; where that name changes, the mapping has to say so. */
  function renameDiscriminator(discriminator: unknown, schema: JsonSchema): unknown {
    if (!isRecord(discriminator)) return discriminator;
    const written = (discriminator.mapping ?? {}) as Record<string, string>;
    const implied = choices(schema).filter((reference) => !Object.values(written).includes(reference));
    const isTold = implied.every((reference) => renameReference(reference) === reference);
    const added = isTold ? {} : Object.fromEntries(implied.map((reference) => [componentName(reference), reference]));
    const mapping = mapMembers({ ...added, ...written }, renameReference);
    const { defaultMapping } = discriminator;
    const fallback = typeof defaultMapping === 'string' ? { defaultMapping: renameReference(defaultMapping) } : {};
    return { ...discriminator, ...(Object.keys(mapping).length === 0 ? {} : { mapping }), ...fallback };
  }
}

/** References to the schemas that a value may be of. */
function choices(schema: JsonSchema): string[] {
  if (!isRecord(schema)) return [];
  const branches = [schema.oneOf, schema.anyOf].filter(Array.isArray).flat() as JsonSchema[];
  return branches.flatMap((branch) => (isRecord(branch) && typeof branch.$ref === 'string' ? [branch.$ref] : []));
}

function mapMembers<From, To>(members: Readonly<Record<string, From>>, change: (member: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, change(member)]));
}

import { isRecord } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';
import { keywordContent } from './schema-keywords.ts';
import type { NamedSchema } from './types.ts';

/** Says which schemas reach, through any number of references, a property that has a default. */
export function fillingOf(schemas: readonly NamedSchema[]): (schema: JsonSchema) => boolean {
  const components = new Map(schemas.map(({ name, schema }) => [`#/components/schemas/${name}`, schema]));
  const own = new Map([...components].map(([reference, schema]) => [reference, lookInto(schema, components)]));
  const filling = new Set([...own].filter(([, found]) => found.hasDefaults).map(([reference]) => reference));
  for (let before = -1; before !== filling.size; ) {
    before = filling.size;
    for (const [reference, found] of own) if (found.references.some((target) => filling.has(target))) filling.add(reference);
  }
  return (schema) => {
    const { hasDefaults, references } = lookInto(schema, components);
    return hasDefaults || references.some((reference) => filling.has(reference));
  };
}

interface Found {
  hasDefaults: boolean;
  readonly references: string[];
}

function lookInto(schema: JsonSchema, components: ReadonlyMap<string, JsonSchema>): Found {
  const found: Found = { hasDefaults: false, references: [] };
  visit(schema);
  return found;

  function visit(part: unknown): void {
    if (!isRecord(part)) return;
    for (const [keyword, value] of Object.entries(part)) {
      const content = keywordContent(keyword);
      if (content === 'reference') found.references.push(String(value));
      else if (content === 'schema') visit(value);
      else if (content === 'schemas') for (const branch of value as JsonSchema[]) visit(branch);
      else if (content === 'schema-map') visitMap(keyword, value as Record<string, JsonSchema>);
    }
  }

  function visitMap(keyword: string, members: Readonly<Record<string, JsonSchema>>): void {
    for (const member of Object.values(members)) {
      if (keyword === 'properties' && defaultOf(member, components) !== undefined) found.hasDefaults = true;
      visit(member);
    }
  }
}

/** A property's default: its own, or that of the component that it refers to. */
export function defaultOf(schema: JsonSchema, components: ReadonlyMap<string, JsonSchema>): unknown {
  const seen = new Set<JsonSchema>();
  let current: JsonSchema | undefined = schema;
  while (isRecord(current) && !seen.has(current)) {
    if (current.default !== undefined) return current.default;
    seen.add(current);
    current = typeof current.$ref === 'string' ? components.get(current.$ref) : undefined;
  }
  return undefined;
}

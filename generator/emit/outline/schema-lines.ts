import type { JsonSchema } from '../../model/json-schema.ts';
import { nameText, schemaText } from './schema-text.ts';

/** A schema as lines `<key>: <rules>`: one for itself and one for each property within it, however deep, up to the next reference. */
export function schemaLines(key: string, schema: JsonSchema | undefined, required = false): string[] {
  return [`${key}: ${required ? 'required ' : ''}${schemaText(schema, { properties: false })}`, ...propertyLines(`${key} `, schema)];
}

/** Lines of the properties alone; their keys begin with `prefix`. */
export function propertyLines(prefix: string, schema: JsonSchema | undefined): string[] {
  if (typeof schema !== 'object') return [];
  const { properties, required, items, allOf } = schema as Parts;
  const needed = new Set(required);
  const own = Object.entries(properties ?? {}).flatMap(([name, member]) => [
    `${prefix}${nameText(name)}: ${needed.has(name) ? 'required ' : ''}${schemaText(member, { properties: false })}`,
    ...propertyLines(`${prefix}${nameText(name)}.`, member),
  ]);
  // Said where the property is described elsewhere, as beside allOf.
  const elsewhere = [...needed]
    .filter((name) => !Object.hasOwn(properties ?? {}, name))
    .map((name) => `${prefix}${nameText(name)} (wherever it is described): required`);
  const ofItems = propertyLines(`${prefix.replace(/\.$/, '')}[].`, items);
  return [...own, ...elsewhere, ...ofItems, ...(allOf ?? []).flatMap((member) => propertyLines(prefix, member))];
}

interface Parts {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
}

import { createHash } from 'node:crypto';
import { exactJson } from '../../load/exact-integer.ts';
import type { JsonSchema } from '../../model/json-schema.ts';

/** Longer texts are cut; a hash and the references stand for what is left out. */
const longest = 160;
/** Words that change nothing about which values are right. */
const notes = new Set([
  ...['title', 'description', 'example', 'examples', 'externalDocs', 'xml', 'deprecated', '$comment'],
  ...['readOnly', 'writeOnly'],
]);
/** Keywords that are told in another place: by {@link typeText}, or as lines of their own. */
const told = new Set(['$int64', 'type', 'format', '$ref', 'items', 'properties', 'required']);
/** Keywords that hold schemas: a list, one, or some by name. */
const ofLists = new Set(['oneOf', 'anyOf', 'allOf', 'prefixItems']);
const ofOne = new Set([
  ...['not', 'if', 'then', 'else', 'contains', 'propertyNames', 'contentSchema'],
  ...['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'],
]);
const ofMany = new Set(['patternProperties', 'dependentSchemas', '$defs']);

export interface SchemaTextOptions {
  /** Whether properties are told here, or in lines of their own. */
  readonly properties: boolean;
}

/**
 * What a schema lets through, on one line: the same text for the same rules, whatever their order, and whatever its notes say.
 * A reference is `#<name>`.
 */
export function schemaText(schema: JsonSchema | undefined, options: SchemaTextOptions = { properties: true }): string {
  const text = fullText(schema, options);
  if (text.length <= longest) return text;
  const references = [...new Set(referencesIn(text).map((name) => `#${name}`))].join(' ');
  return `${text.slice(0, longest / 2)}… ${hashOf(text)}${references === '' ? '' : ` ${references}`}`;
}

/** Names of the schemas that a text refers to. */
export function referencesIn(text: string): string[] {
  return [...text.matchAll(/#([\w.%~!'*-]+)/g)].map(([, name = '']) => name);
}

/** A name that neither a line nor a reference is confused by. */
export function nameText(name: string): string {
  if (/^[\w.$*+-]+$/.test(name)) return name;
  return encodeURIComponent(name).replace(/[()]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}

function fullText(schema: JsonSchema | undefined, options: SchemaTextOptions): string {
  if (schema === undefined || schema === true) return 'anything';
  if (schema === false) return 'nothing';
  const rules = Object.keys(schema)
    .filter((keyword) => !told.has(keyword) && !notes.has(keyword) && !keyword.startsWith('x-'))
    .sort()
    .map((keyword) => ruleText(keyword, schema[keyword]));
  const properties = options.properties ? propertiesText(schema) : '';
  return [typeText(schema, options), properties, ...rules].filter((part) => part !== '').join(' ') || 'anything';
}

/** `string(uuid)`, `integer|null`, `integer(int64, bigint)`, `#Item`, `array of #Item`. */
function typeText({ type, format, $ref, items, $int64 }: Record<string, unknown>, options: SchemaTextOptions): string {
  const reference = typeof $ref === 'string' ? `#${nameText($ref.slice($ref.lastIndexOf('/') + 1))}` : '';
  const types = Array.isArray(type) ? [...(type as readonly string[])].sort().join('|') : typeof type === 'string' ? type : '';
  const list = items === undefined ? '' : `of ${fullText(items as JsonSchema, options)}`;
  return [reference, typeof format === 'string' ? `${types}(${format}${$int64 === 'is' ? ', bigint' : ''})` : types, list].filter((part) => part !== '').join(' ');
}

function propertiesText({ properties, required }: Record<string, unknown>): string {
  if (properties === undefined && required === undefined) return '';
  const needed = new Set(required as readonly string[] | undefined);
  const described = (properties ?? {}) as Record<string, JsonSchema>;
  const members = Object.entries(described).map(
    ([name, member]) => `${nameText(name)}${needed.has(name) ? '' : '?'}: ${fullText(member, { properties: true })}`,
  );
  const others = [...needed].filter((name) => !Object.hasOwn(described, name)).map(nameText);
  return `{${[...members, ...others].sort().join(', ')}}`;
}

function ruleText(keyword: string, value: unknown): string {
  if (ofLists.has(keyword)) return `${keyword}(${(value as JsonSchema[]).map((member) => memberText(keyword, member)).join(', ')})`;
  if (ofOne.has(keyword)) return `${keyword}(${memberText(keyword, value as JsonSchema)})`;
  if (ofMany.has(keyword)) {
    const members = Object.entries(value as Record<string, JsonSchema>);
    return `${keyword}(${members.map(([name, member]) => `${nameText(name)}: ${memberText(keyword, member)}`).sort().join(', ')})`;
  }
  if (keyword === 'enum') return `enum ${(value as unknown[]).map((item) => exactJson(item)).sort().join('|')}`;
  return `${keyword} ${exactJson(value)}`;
}

/** Properties of an `allOf` have lines of their own wherever those of the schema around it have. */
function memberText(keyword: string, member: JsonSchema): string {
  return fullText(member, { properties: keyword !== 'allOf' });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}

import { appendToken } from '../../load/json-pointer.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import { readPattern } from '../../model/pattern.ts';
import { membersOf, type DocumentTree, type DynamicScope, type Place } from './document-tree.ts';
import { inheritedBase } from './inherited-base.ts';
import { isMarked } from './is-marked.ts';
import { tagOf, type Tag } from './discriminator-tag.ts';
import { annotations, plainKeywords, subschemaKeywords, subschemaLists, subschemaMaps, typeNames } from './schema-keywords.ts';

/** Requests do not carry what is `readOnly`, answers not what is `writeOnly`. */
export type Direction = 'request' | 'response';

export interface Conversion {
  readonly tree: DocumentTree;
  readonly direction: Direction;
  /** OpenAPI 3.0: what stands beside a `$ref` is ignored. */
  readonly ignoresSiblings: boolean;
  /** What `$dynamicRef` means here. */
  readonly scope: DynamicScope;
  /** The id under which the target of a reference can be compiled. */
  readonly refer: (target: Place, direction: Direction, scope: DynamicScope) => string;
}

type Schema = Record<string, unknown>;

/** A schema of any version of OpenAPI as JSON Schema 2020-12, without what no compiler takes; that is reported. */
export function convertSchema(place: Place, conversion: Conversion): JsonSchema {
  const { value } = place;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return conversion.tree.report(place, 'is no schema; anything is accepted'), true;
  const reference = referenceOf(place, conversion);
  if (reference !== undefined && (conversion.ignoresSiblings || Object.keys(value).length === 1)) return reference;
  const converted = Object.assign({}, reference, ...Object.keys(value).map((key) => convertKeyword(key, place, conversion))) as Schema;
  return withNull(value as Schema, withoutHidden(place, converted, conversion));
}

function referenceOf(place: Place, { tree, refer, direction, scope }: Conversion): Schema | undefined {
  const { $ref, $dynamicRef } = membersOf(place.value);
  const text = $ref ?? $dynamicRef;
  if (typeof text !== 'string') return undefined;
  const target = (typeof $ref === 'string' ? undefined : scope.get(text.replace(/^.*#/s, ''))) ?? tree.target(place, text);
  return target === undefined ? {} : { $ref: refer(target, direction, tree.enter(target, scope)) };
}

function convertKeyword(key: string, place: Place, conversion: Conversion): Schema {
  const value = membersOf(place.value)[key];
  const member = { file: place.file, pointer: appendToken(place.pointer, key), value };
  if (key === 'oneOf' || key === 'anyOf') return convertList(key, member, conversion, place);
  if (key === 'allOf' && Array.isArray(value)) return convertInherited(member, place, conversion);
  if (key === 'items') return convertItems(member, conversion);
  if (key === 'dependencies') return convertDependencies(member, conversion);
  if (subschemaKeywords.has(key)) return { [key]: convertSchema(member, conversion) };
  if (subschemaLists.has(key)) return convertList(key, member, conversion);
  if (subschemaMaps.has(key)) return { [key]: convertMap(member, conversion) };
  if (annotations.has(key)) return { [key]: conversion.tree.exactly(member) };
  if (key === 'type') return convertType(member, conversion);
  if (key === 'pattern') return isPattern(value) ? { pattern: value } : drop(member, conversion, 'is no pattern of JavaScript');
  if (typeof value === 'boolean' && key.startsWith('exclusive')) return convertExclusive(key, value, place);
  // Draft 4: an exclusive bound has no value of its own.
  if ((key === 'minimum' || key === 'maximum') && membersOf(place.value)[exclusiveOf(key)] === true) return {};
  const isValid = plainKeywords[key];
  if (isValid === undefined) return {};
  return isValid(value) ? { [key]: key === 'enum' || key === 'const' ? conversion.tree.exactly(member) : value } : drop(member, conversion, `has a value that ${key} cannot have`);
}

function drop(place: Place, { tree }: Conversion, message: string): Schema {
  tree.report(place, `${message}; it is not checked`);
  return {};
}

function convertItems(member: Place, conversion: Conversion): Schema {
  if (!Array.isArray(member.value)) return { items: convertSchema(member, conversion) };
  return convertList('prefixItems', member, conversion);
}

function convertList(key: string, member: Place, conversion: Conversion, owner?: Place): Schema {
  if (!Array.isArray(member.value) || member.value.length === 0) return drop(member, conversion, 'is no list of schemas');
  const branches = member.value.map((_, index) => child(member, index));
  return { [key]: branches.map((branch) => withTag(convertSchema(branch, conversion), owner && tagOf(branch, owner, conversion.tree))) };
}

function convertInherited(member: Place, owner: Place, conversion: Conversion): Schema {
  const parts = (member.value as unknown[]).map((_, index) => inheritedBase(child(member, index), owner, conversion.tree));
  return parts.length === 0 ? convertList('allOf', member, conversion) : { allOf: parts.map((part) => convertSchema(part, conversion)) };
}

/** A discriminator decides: a branch has to say that it is meant (OpenAPI 3.1, "Discriminator Object"). */
function withTag(schema: JsonSchema, tag: Tag | undefined): JsonSchema {
  if (tag === undefined) return schema;
  return { allOf: [schema, { type: 'object', required: [tag.property], properties: { [tag.property]: { enum: tag.values } } }] };
}

function convertMap(member: Place, conversion: Conversion): Schema {
  const names = Object.keys(membersOf(member.value)).filter((name) => !member.pointer.endsWith('/patternProperties') || isPattern(name));
  return Object.fromEntries(names.map((name) => [name, convertSchema(child(member, name), conversion)]));
}

/** Draft 4 to 7: names, or a schema. */
function convertDependencies(member: Place, conversion: Conversion): Schema {
  const entries = Object.entries(membersOf(member.value));
  return {
    dependentRequired: Object.fromEntries(entries.filter(([, value]) => Array.isArray(value))),
    dependentSchemas: Object.fromEntries(
      entries.filter(([, value]) => !Array.isArray(value)).map(([name]) => [name, convertSchema(child(member, name), conversion)]),
    ),
  };
}

function convertType(member: Place, conversion: Conversion): Schema {
  // An unquoted null in YAML.
  const names = [member.value].flat().map((name: unknown) => (name === null ? 'null' : name));
  // Swagger's own word for bytes.
  if (member.value === 'file') return { type: 'string' };
  const known = names.filter((name) => typeNames.includes(name as string));
  if (known.length < names.length) conversion.tree.report(member, `${JSON.stringify(member.value)} is not a type; it is not checked`);
  return known.length === 0 ? {} : { type: Array.isArray(member.value) ? known : known[0] };
}

function exclusiveOf(key: 'minimum' | 'maximum'): string {
  return key === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
}

function convertExclusive(key: string, isExclusive: boolean, place: Place): Schema {
  const bound = membersOf(place.value)[key === 'exclusiveMinimum' ? 'minimum' : 'maximum'];
  return isExclusive && typeof bound === 'number' ? { [key]: bound } : {};
}

/** `nullable` of OpenAPI 3.0, which documents of later versions have kept. */
function withNull({ nullable }: Schema, schema: Schema): Schema {
  if (nullable !== true) return schema;
  const { type, enum: values, ...rest } = schema;
  if (type === undefined && values === undefined) return { anyOf: [schema, { type: 'null' }] };
  return {
    ...rest,
    ...(type === undefined ? {} : { type: [...new Set([type, 'null'].flat())] }),
    ...(Array.isArray(values) ? { enum: [...new Set([...(values as unknown[]), null])] } : {}),
  };
}

/** Properties that do not travel in this direction are not required, and answers do not have them. */
function withoutHidden(place: Place, schema: Schema, { direction, tree }: Conversion): Schema {
  const word = direction === 'request' ? 'readOnly' : 'writeOnly';
  const properties = child(place, 'properties');
  const hidden = Object.keys(membersOf(properties.value)).filter((name) => isMarked(child(properties, name), word, tree));
  if (hidden.length === 0) return schema;
  const required = ((schema['required'] ?? []) as string[]).filter((name) => !hidden.includes(name));
  const kept = Object.entries(membersOf(schema['properties'])).filter(([name]) => direction === 'request' || !hidden.includes(name));
  return { ...schema, required, properties: Object.fromEntries(kept) };
}

function child({ file, pointer, value }: Place, key: string | number): Place {
  return { file, pointer: appendToken(pointer, key), value: (value as Schema)[key] };
}

function isPattern(value: unknown): boolean {
  return typeof value === 'string' && toPattern(value) !== undefined;
}

export function toPattern(text: string): RegExp | undefined {
  const pattern = readPattern(text);
  return pattern && new RegExp(pattern.source, pattern.flags);
}

import type { JsonSchema } from '../../../model/json-schema.ts';
import { escapeToken } from '../../../load/json-pointer.ts';
import { setMember } from '../../../load/yaml-data.ts';
import { toPattern } from '../convert-schema.ts';
import type { Attempt, Spot } from './attempt.ts';
import { mergeSchemas, Unsatisfiable, type FlatSchema } from './flat-schema.ts';
import type { Random } from './random.ts';
import { samplePattern } from './sample-pattern.ts';

type Members = Record<string, unknown>;

/** An object with all its properties; with those that are required only, where it is deep or more was wrong. */
export function sampleObject(attempt: Attempt, flat: FlatSchema, spot: Spot, isDeep: boolean): Members {
  const value: Members = {};
  const schema = withDependents(attempt, flat, chosenNames(attempt, flat, spot, isDeep));
  for (const name of namesOf(schema, chosenNames(attempt, schema, spot, isDeep))) addMember(attempt, schema, value, name, spot);
  addExtra(attempt, schema, value, spot, isDeep);
  return value;
}

/** Names of `properties` to begin with. */
function chosenNames(attempt: Attempt, { properties = {}, required = [] }: FlatSchema, { path }: Spot, isDeep: boolean): string[] {
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  const wrong = attempt.wrongAt(path);
  if (isDeep || wrong === 1) return [...required];
  if (wrong === 0) return [...Object.keys(properties), ...required];
  const random = attempt.random(path);
  return [...required, ...optional.filter(() => random.next() < 0.5)];
}

/** With what the names that are there ask for, and no more than there may be. */
function namesOf({ required = [], dependentRequired = {}, maxProperties = Infinity }: FlatSchema, chosen: readonly string[]): string[] {
  const names = new Set(chosen);
  for (const name of names) for (const other of memberOf(dependentRequired, name)) names.add(other);
  const needed = new Set(required);
  for (const name of needed) for (const other of memberOf(dependentRequired, name)) needed.add(other);
  return [...names].filter((name) => needed.has(name) || names.size <= maxProperties).concat(
    names.size <= maxProperties ? [] : [...names].filter((name) => !needed.has(name)).slice(0, Math.max(0, maxProperties - needed.size)),
  );
}

function memberOf(lists: Readonly<Record<string, readonly string[]>>, name: string): readonly string[] {
  return Object.hasOwn(lists, name) ? lists[name]! : [];
}

function withDependents(attempt: Attempt, flat: FlatSchema, names: readonly string[]): FlatSchema {
  const { dependentSchemas = {}, ...rest } = flat;
  const held = Object.entries(dependentSchemas).filter(([name]) => names.includes(name));
  return held.reduce((whole, [, schema]) => mergeSchemas(whole, attempt.flatten(schema)), rest as FlatSchema);
}

/** An optional member that cannot be made is left out. */
function addMember(attempt: Attempt, schema: FlatSchema, value: Members, name: string, spot: Spot): void {
  try {
    const path = `${spot.path}/${escapeToken(name)}`;
    setMember(value, name, attempt.make(memberSchema(schema, name), { ...spot, path, depth: spot.depth + 1 }));
  } catch (error) {
    if (!(error instanceof Unsatisfiable) || schema.required?.includes(name) === true) throw error;
  }
}

function memberSchema({ properties = {}, patternProperties = {}, additionalProperties = true }: FlatSchema, name: string): JsonSchema {
  const matching = Object.entries(patternProperties).flatMap(([pattern, schema]) => (toPattern(pattern)?.test(name) === true ? [schema] : []));
  const own = Object.hasOwn(properties, name) ? [properties[name]!] : [];
  const all = [...own, ...matching];
  if (all.length === 0) return additionalProperties;
  return all.length === 1 ? all[0]! : { allOf: all };
}

/** Members beyond those with a name: some, where the object is a map; as many as it must have. */
function addExtra(attempt: Attempt, schema: FlatSchema, value: Members, spot: Spot, isDeep: boolean): void {
  const { minProperties = 0, maxProperties = Infinity, additionalProperties, patternProperties, properties = {} } = schema;
  const isMap = Object.keys(properties).length === 0 && (typeof additionalProperties === 'object' || patternProperties !== undefined);
  const wanted = Math.min(Math.max(minProperties, isMap && !isDeep && attempt.wrongAt(spot.path) === 0 ? 2 : 0), maxProperties);
  for (let index = 0; Object.keys(value).length < wanted && index < wanted + 20; index += 1) {
    const name = extraName(attempt, schema, spot, index);
    if (!Object.hasOwn(value, name)) addMember(attempt, schema, value, name, spot);
  }
  if (Object.keys(value).length < minProperties) throw new Unsatisfiable('too few properties are allowed');
}

function extraName(attempt: Attempt, schema: FlatSchema, spot: Spot, index: number): string {
  const { propertyNames, patternProperties = {}, additionalProperties } = schema;
  const unused = Object.keys(schema.properties ?? {})[index];
  if (unused !== undefined) return unused;
  const path = `${spot.path}/~name${index}`;
  if (propertyNames !== undefined) return String(attempt.make(withText(propertyNames), { ...spot, path, depth: spot.depth + 1 }));
  const patterns = Object.keys(patternProperties);
  const usesPattern = patterns.length > 0 && (additionalProperties === false || index % 2 === 0);
  return usesPattern ? matchingName(attempt.random(path).pick(patterns), attempt.random(path), index) : `key${index + 1}`;
}

/** Numbered where the pattern lets it be: some patterns have only one shortest text. */
function matchingName(pattern: string, random: Random, index: number): string {
  const name = samplePattern(pattern, random, 4);
  const numbered = `${name}${index + 1}`;
  return toPattern(pattern)?.test(numbered) === true ? numbered : name;
}

function withText(schema: JsonSchema): JsonSchema {
  return { allOf: [{ type: 'string' }, schema] };
}

import { isDeepStrictEqual } from 'node:util';
import type { JsonSchema } from '../../../model/json-schema.ts';

/** There is no value, or none of finite size. */
export class Unsatisfiable extends Error {
  override readonly name = 'Unsatisfiable';
}

export interface Keywords {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly examples?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema;
  readonly unevaluatedProperties?: JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly required?: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly dependentSchemas?: Readonly<Record<string, JsonSchema>>;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly contains?: JsonSchema;
  readonly minContains?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly contentEncoding?: string;
  readonly contentMediaType?: string;
  readonly contentSchema?: JsonSchema;
}

/** A schema without `$ref` and `allOf`: what they said is joined with the rest. */
export interface FlatSchema extends Keywords {
  readonly patterns: readonly string[];
  /** One list for each `anyOf` and `oneOf`. */
  readonly choices: readonly (readonly JsonSchema[])[];
  readonly conditions: readonly { readonly if: JsonSchema; readonly then?: JsonSchema; readonly else?: JsonSchema }[];
  /** References that led here. */
  readonly references: readonly string[];
}

export type LookUp = (reference: string) => JsonSchema;

const empty: FlatSchema = { patterns: [], choices: [], conditions: [], references: [] };

/** @throws Unsatisfiable where the parts of an `allOf` exclude each other. */
export function flattenSchema(schema: JsonSchema, lookUp: LookUp, seen: readonly string[] = []): FlatSchema {
  if (schema === true) return empty;
  if (schema === false) throw new Unsatisfiable('false');
  const { $ref, allOf, anyOf, oneOf, if: condition, then, else: otherwise, pattern, ...keywords } = schema;
  const own: FlatSchema = {
    ...(omit(keywords, ['not']) as Keywords),
    patterns: typeof pattern === 'string' ? [pattern] : [],
    choices: [anyOf, oneOf].filter((branches) => branches !== undefined) as JsonSchema[][],
    conditions: condition === undefined ? [] : [{ if: condition, then, else: otherwise } as FlatSchema['conditions'][number]],
    references: [],
  };
  const parts = ((allOf ?? []) as JsonSchema[]).map((part) => flattenSchema(part, lookUp, seen));
  return [...parts, ...followed($ref, lookUp, seen)].reduce((whole, part) => mergeSchemas(whole, part), own);
}

function followed(reference: unknown, lookUp: LookUp, seen: readonly string[]): FlatSchema[] {
  if (typeof reference !== 'string') return [];
  if (seen.includes(reference)) throw new Unsatisfiable(`${reference} is made of itself`);
  const target = flattenSchema(lookUp(reference), lookUp, [...seen, reference]);
  return [{ ...target, references: [...target.references, reference] }];
}

type Join = (a: never, b: never) => unknown;

const both = (a: JsonSchema, b: JsonSchema): JsonSchema => (isDeepStrictEqual(a, b) ? a : { allOf: [a, b] });
const union = (a: readonly unknown[], b: readonly unknown[]): unknown[] => [...new Set([...a, ...b])];

/** How two schemas that must both hold become one, keyword by keyword; the first one's is kept where there is no row. */
const joins: Readonly<Record<string, Join>> = {
  type: joinTypes,
  const: (a: unknown, b: unknown) => (isDeepStrictEqual(a, b) ? a : refuse('const')),
  enum: (a: readonly unknown[], b: readonly unknown[]) =>
    notEmpty(a.filter((value) => b.some((other) => isDeepStrictEqual(value, other))), 'enum'),
  example: joinExamples,
  properties: joinMaps,
  patternProperties: joinMaps,
  dependentSchemas: joinMaps,
  additionalProperties: both,
  unevaluatedProperties: both,
  propertyNames: both,
  items: both,
  contains: both,
  required: union,
  dependentRequired: (a: object, b: object) => ({ ...a, ...b }),
  prefixItems: (a: readonly JsonSchema[], b: readonly JsonSchema[]) =>
    Array.from({ length: Math.max(a.length, b.length) }, (_, index) => both(a[index] ?? true, b[index] ?? true)),
  ...Object.fromEntries(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains'].map((key) => [key, Math.max])),
  ...Object.fromEntries(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'].map((key) => [key, Math.min])),
  multipleOf: commonMultiple,
  uniqueItems: (a: boolean, b: boolean) => a || b,
  patterns: union,
  choices: union,
  conditions: union,
  references: union,
};

/** @throws Unsatisfiable where nothing can keep to both. */
export function mergeSchemas(a: FlatSchema, b: FlatSchema): FlatSchema {
  const merged: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const join = (Object.hasOwn(joins, key) ? joins[key] : undefined) as ((first: unknown, second: unknown) => unknown) | undefined;
    merged[key] = !Object.hasOwn(a, key) ? value : join === undefined ? merged[key] : join(merged[key], value);
  }
  return merged as unknown as FlatSchema;
}

function joinTypes(a: string | readonly string[], b: string | readonly string[]): string[] {
  const others = [b].flat();
  const kept = [a].flat().flatMap((type) => {
    if (others.includes(type)) return [type];
    if (type === 'integer' && others.includes('number')) return ['integer'];
    return type === 'number' && others.includes('integer') ? ['integer'] : [];
  });
  return notEmpty(kept, 'type');
}

function joinExamples(a: unknown, b: unknown): unknown {
  return isObject(a) && isObject(b) ? { ...b, ...a } : a;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function joinMaps(a: Readonly<Record<string, JsonSchema>>, b: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  const merged = { ...a };
  for (const [name, schema] of Object.entries(b)) merged[name] = Object.hasOwn(a, name) ? both(a[name]!, schema) : schema;
  return merged;
}

function commonMultiple(a: number, b: number): number {
  for (let factor = 1; factor <= 1000; factor += 1) if (Number.isInteger((a * factor) / b)) return a * factor;
  return a;
}

function notEmpty<T>(items: T[], keyword: string): T[] {
  return items.length === 0 ? refuse(keyword) : items;
}

export function omit<T extends object>(value: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))) as T;
}

function refuse(keyword: string): never {
  throw new Unsatisfiable(`no value of ${keyword} is allowed by all parts`);
}

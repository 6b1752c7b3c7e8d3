import { isRecord } from '../load/located.ts';
import { isInt64 } from './int64-places.ts';
import type { JsonSchema } from './json-schema.ts';
import type { JsonType, ValueShape } from './types.ts';

const allTypes: readonly JsonType[] = ['string', 'number', 'boolean', 'array', 'object', 'null'];
const order: readonly JsonType[] = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];
const anything: ValueShape = { types: allTypes };

/** Looks up what a schema with `$ref` refers to. */
export type Resolve = (schema: JsonSchema) => JsonSchema;

/** Schemas that contain each other in many ways have more shapes than anybody needs; beyond so many they are left open. */
const mostShapes = 5000;

/**
 * What a decoder must know of a schema: the JSON types it allows and the shape of what is inside, seen through `$ref`,
 * `allOf`, `anyOf` and `oneOf`. Where a schema contains itself, the inner one is left open.
 */
export function valueShape(schema: JsonSchema, resolve: Resolve): ValueShape {
  return new Shaper(resolve).shapeOf(schema, new Set());
}

class Shaper {
  readonly #resolve: Resolve;
  /** Of schemas within which nothing was left open: those have one shape wherever they stand. */
  readonly #closed = new Map<JsonSchema, ValueShape>();
  #count = 0;
  #left = 0;

  constructor(resolve: Resolve) {
    this.#resolve = resolve;
  }

  /** `open`: the schemas that this one is within. */
  shapeOf(schema: JsonSchema, open: ReadonlySet<JsonSchema>): ValueShape {
    if (typeof schema === 'boolean') return schema ? anything : { types: [] };
    const known = this.#closed.get(schema);
    if (known !== undefined) return known;
    if (open.has(schema) || this.#count++ >= mostShapes) {
      this.#left++;
      return anything;
    }
    const left = this.#left;
    const shape = this.#shape(schema, new Set(open).add(schema));
    if (this.#left === left) this.#closed.set(schema, shape);
    return shape;
  }

  #shape(schema: Exclude<JsonSchema, boolean>, inside: ReadonlySet<JsonSchema>): ValueShape {
    const shapeOf = (part: JsonSchema) => this.shapeOf(part, inside);
    const parts = [ownShape(schema, shapeOf)];
    if (typeof schema.$ref === 'string') parts.push(shapeOf(this.#resolve({ $ref: schema.$ref })));
    if (Array.isArray(schema.allOf)) parts.push(...(schema.allOf as JsonSchema[]).map(shapeOf));
    for (const choice of [schema.anyOf, schema.oneOf]) {
      if (Array.isArray(choice)) parts.push((choice as JsonSchema[]).map(shapeOf).reduce(either, { types: [] }));
    }
    return parts.reduce(both);
  }
}

function ownShape(schema: Exclude<JsonSchema, boolean>, shapeOf: (part: JsonSchema) => ValueShape): ValueShape {
  const { items, properties, additionalProperties } = schema;
  return compact({
    types: ownTypes(schema),
    items: isSchema(items) ? shapeOf(items) : undefined,
    properties: isRecord(properties)
      ? Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, shapeOf(part as JsonSchema)]))
      : undefined,
    additionalProperties: isSchema(additionalProperties) ? shapeOf(additionalProperties) : undefined,
    default: schema.default,
    int64: isInt64(schema) ? true : undefined,
  });
}

function ownTypes(schema: Exclude<JsonSchema, boolean>): readonly JsonType[] {
  if (typeof schema.type === 'string') return [schema.type as JsonType];
  if (Array.isArray(schema.type)) return inOrder(schema.type as JsonType[]);
  if (Object.hasOwn(schema, 'const')) return [typeOf(schema.const)];
  if (Array.isArray(schema.enum)) return inOrder(schema.enum.map(typeOf));
  return allTypes;
}

function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : (typeof value as JsonType);
}

/** What satisfies both. */
function both(a: ValueShape, b: ValueShape): ValueShape {
  return compact({
    types: inOrder([...a.types.filter((type) => allows(b, type)), ...b.types.filter((type) => allows(a, type))]),
    items: merge(a.items, b.items, both),
    properties: mergeProperties(a, b, both),
    additionalProperties: merge(a.additionalProperties, b.additionalProperties, both),
    default: a.default ?? b.default,
    int64: a.int64 ?? b.int64,
  });
}

/** What satisfies one of two. */
function either(a: ValueShape, b: ValueShape): ValueShape {
  return compact({
    types: inOrder([...a.types, ...b.types]),
    items: merge(a.items, b.items, either),
    properties: mergeProperties(a, b, either),
    additionalProperties: merge(a.additionalProperties, b.additionalProperties, either),
    default: a.default ?? b.default,
    int64: a.int64 ?? b.int64,
  });
}

type Combine = (a: ValueShape, b: ValueShape) => ValueShape;

function merge(a: ValueShape | undefined, b: ValueShape | undefined, combine: Combine): ValueShape | undefined {
  return a && b ? combine(a, b) : (a ?? b);
}

function mergeProperties(a: ValueShape, b: ValueShape, combine: Combine): ValueShape['properties'] {
  if (a.properties === undefined || b.properties === undefined) return a.properties ?? b.properties;
  const merged = new Map(Object.entries(a.properties));
  for (const [name, shape] of Object.entries(b.properties)) merged.set(name, merge(merged.get(name), shape, combine) ?? shape);
  return Object.fromEntries(merged);
}

function allows(shape: ValueShape, type: JsonType): boolean {
  return shape.types.includes(type) || (type === 'integer' && shape.types.includes('number'));
}

/** Without repetition, and without `integer` beside `number`. */
function inOrder(types: readonly JsonType[]): JsonType[] {
  return order.filter((type) => types.includes(type) && !(type === 'integer' && types.includes('number')));
}

function compact(shape: ValueShape): ValueShape {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as unknown as ValueShape;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'boolean' || isRecord(value);
}

import { isInt64 } from '../../model/int64-places.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import type { NamedSchema } from '../../model/types.ts';
import { inReferenceOrder } from '../../model/reference-order.ts';
import { refusedFor } from '../../model/refused-property.ts';
import { choiceOf } from './choice.ts';
import { expectedOf, expectedOfTypes, firstScalar, isScalarValue } from './scalar.ts';
import { hidden, isPlain, open, scalar, silent, type ObjectShape, type Shape } from './shape.ts';

type Schema = Exclude<JsonSchema, boolean>;

/** Where one of these stands, properties come from places that only a validator can find. */
const deep = ['patternProperties', 'dependentSchemas', 'if', 'then', 'else', 'prefixItems', 'unevaluatedItems', '$dynamicRef'];

/** Keywords that have a say in what an object or a list holds. */
const structural = [...deep, 'properties', 'additionalProperties', 'unevaluatedProperties', 'items', 'allOf', 'anyOf', 'oneOf', '$ref', 'type', 'enum', 'const'];

/** Of references and `allOf` within each other, while looking for constants. */
const deepest = 10;

const prefix = '#/components/schemas/';

/** Reads the shapes of one API's schemas; each component once. */
export class ShapeReader {
  readonly #schemas: ReadonlyMap<string, JsonSchema>;
  /** Undefined while it is being read: a component within itself is one with properties. */
  readonly #components = new Map<string, Shape | undefined>();

  constructor(schemas: readonly NamedSchema[]) {
    this.#schemas = new Map(schemas.map(({ name, schema }) => [name, schema]));
    const unread = new Map(schemas.map((named) => [prefix + named.name, named]));
    const take = (reference: string) => {
      const named = unread.get(reference);
      unread.delete(reference);
      return named;
    };
    // From the ends of chains on, since each is read within what refers to it.
    for (const { name } of inReferenceOrder([...unread.keys()], take)) this.component(name);
  }

  /** The shape of a component, never itself of the kind `component`, unless it is one within itself. */
  component(name: string): Shape {
    if (this.#components.has(name)) return this.#components.get(name) ?? { kind: 'component', name };
    this.#components.set(name, undefined);
    const read = this.resolve(this.read(this.#schemas.get(name) ?? true));
    this.#components.set(name, read);
    return read;
  }

  /** The shape behind the name of a component. */
  resolve(shape: Shape): Shape {
    return shape.kind === 'component' ? this.component(shape.name) : shape;
  }

  read(schema: JsonSchema): Shape {
    if (typeof schema === 'boolean') return silent;
    if (refusedFor(schema) !== undefined) return hidden;
    const words = Object.keys(schema).filter((word) => structural.includes(word));
    if (words.length === 0) return silent;
    if (words.some((word) => deep.includes(word))) return openWithout([this.#all(this.#parts(withoutDeep(schema)))]);
    if (typeof schema['$ref'] === 'string' && words.length === 1) return this.#referenced(schema['$ref']);
    return this.#all(this.#parts(schema));
  }

  #referenced(reference: string): Shape {
    if (!reference.startsWith(prefix)) return open;
    const name = reference.slice(prefix.length);
    const shape = this.component(name);
    return isPlain(shape) ? shape : { kind: 'component', name };
  }

  /** What a schema says in each of its ways of saying it. */
  #parts(schema: Schema): Shape[] {
    const { $ref: reference, allOf, anyOf, oneOf, ...own } = schema;
    return [
      ...(typeof reference === 'string' ? [this.#referenced(reference)] : []),
      ...schemas(allOf).map((part) => this.read(part)),
      ...[anyOf, oneOf].filter(Array.isArray).map((branches) => this.#any(schemas(branches))),
      this.#own(own),
    ];
  }

  #own(schema: Schema): Shape {
    const types = [schema['type'] ?? []].flat() as string[];
    if (isInt64(schema)) return { kind: 'scalar', expected: 'bigint' };
    const values = 'const' in schema ? [schema['const']] : schema['enum'];
    if (Array.isArray(values)) return values.every(isScalarValue) ? { kind: 'scalar', expected: expectedOf(values) } : open;
    const mayBe = (type: string, ...words: string[]): boolean => (types.length === 0 ? words.some((word) => word in schema) : types.includes(type));
    const isObject = mayBe('object', 'properties', 'additionalProperties', 'unevaluatedProperties');
    const isList = mayBe('array', 'items');
    if (isObject && isList) return open;
    if (isObject) return this.#object(schema);
    if (isList) return { kind: 'list', items: this.read((schema['items'] ?? true) as JsonSchema) };
    return types.length > 0 ? { kind: 'scalar', expected: expectedOfTypes(types) } : silent;
  }

  /** An object of which nothing is declared may hold anything. */
  #object(schema: Schema): Shape {
    const properties = new Map(Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>).map(([name, part]) => [name, this.read(part)]));
    const rest = (schema['additionalProperties'] ?? schema['unevaluatedProperties']) as JsonSchema | undefined;
    if (rest === undefined && properties.size === 0) return silent;
    return { kind: 'object', properties, rest: rest === undefined || rest === false ? undefined : this.read(rest) };
  }

  /** All at once: properties add up. */
  #all(parts: readonly Shape[]): Shape {
    const telling = parts.filter(({ kind }) => kind !== 'silent' && kind !== 'scalar');
    const [first, ...more] = telling;
    if (first === undefined) return firstScalar(parts) ?? silent;
    if (more.length === 0) return first;
    const objects = telling.map((part) => this.resolve(part));
    if (objects.some(({ kind }) => kind === 'hidden')) return hidden;
    return objects.every((part) => part.kind === 'object') ? this.#sum(objects) : openWithout(objects);
  }

  #sum(objects: readonly ObjectShape[]): Shape {
    const properties = new Map<string, Shape>();
    for (const [name, shape] of objects.flatMap((part) => [...part.properties])) {
      const before = properties.get(name);
      properties.set(name, before === undefined ? shape : this.#all([before, shape]));
    }
    return { kind: 'object', properties, rest: objects.find(({ rest }) => rest !== undefined)?.rest };
  }

  /** One or some of several: told apart by type, or else by a property with a constant. */
  #any(branches: readonly JsonSchema[]): Shape {
    const read = branches.map((schema) => ({ schema, shape: this.read(schema) }));
    const telling = read.filter(({ shape }) => shape.kind !== 'scalar' && shape.kind !== 'silent');
    const isSilent = read.some(({ shape }) => shape.kind === 'silent');
    const [first, ...more] = telling;
    if (first === undefined) return isSilent ? silent : firstScalar(read.map(({ shape }) => shape)) ?? scalar;
    const unknown = () => openWithout(telling.map(({ shape }) => this.resolve(shape)));
    if (isSilent || telling.some(({ shape }) => shape.kind === 'open')) return unknown();
    if (more.length === 0) return first.shape;
    return choiceOf(telling, (schema) => this.#constants(schema)) ?? unknown();
  }

  /** Properties of a branch that can only have certain texts. */
  #constants(schema: JsonSchema, depth = 0): ReadonlyMap<string, readonly string[]> {
    if (typeof schema === 'boolean' || depth > deepest) return new Map();
    const reference = schema['$ref'];
    const parts = [
      ...(typeof reference === 'string' ? [this.#schemas.get(reference.slice(prefix.length)) ?? true] : []),
      ...schemas(schema['allOf']),
    ];
    const own = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
    return new Map([...parts.flatMap((part) => [...this.#constants(part, depth + 1)]), ...own.flatMap(([name, part]) => constantTexts(name, part))]);
  }
}

function withoutDeep(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([word]) => !deep.includes(word)));
}

/** Any value, without the properties that each of these shapes that knows them leaves out. */
function openWithout(shapes: readonly Shape[]): Shape {
  const properties = shapes.flatMap((shape) => (shape.kind === 'object' ? [...shape.properties] : []));
  const returned = new Set(properties.filter(([, { kind }]) => kind !== 'hidden').map(([name]) => name));
  const names = properties.filter(([name, { kind }]) => kind === 'hidden' && !returned.has(name));
  return names.length === 0 ? open : { kind: 'object', properties: new Map(names), rest: open };
}

function constantTexts(name: string, schema: JsonSchema): [string, string[]][] {
  if (typeof schema === 'boolean') return [];
  const values = 'const' in schema ? [schema['const']] : schema['enum'];
  return Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'string') ? [[name, values]] : [];
}

function schemas(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? (value as JsonSchema[]) : [];
}

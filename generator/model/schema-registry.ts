import { pointerTokens } from '../load/json-pointer.ts';
import type { Located } from '../load/located.ts';
import type { RefusalList } from '../load/refusal.ts';
import { isReference, type DynamicScope, type References } from '../load/references.ts';
import { componentName, componentPrefix } from './component-reference.ts';
import type { JsonSchema } from './json-schema.ts';
import { pascalCase, typeCase } from './letter-case.ts';
import { allocateNames, type Naming } from './name-allocator.ts';
import { reservedTypeNames } from './reserved-words.ts';
import { DynamicReferences } from './dynamic-references.ts';
import { SchemaConverter } from './schema-converter.ts';
import type { NameReference, SchemaPlaces, SchemaSample } from './schema-places.ts';
import type { NamedSchema } from './types.ts';

/** How components become types. */
export const typeNaming: Naming = { spell: typeCase, prefix: 'schema', suffix: 'schema', reserved: reservedTypeNames };

/** A schema as it was converted, and where it came from. */
export interface ConvertedSchema {
  readonly schema: JsonSchema;
  readonly located: Located;
}

/**
 * All schemas of one API. Every schema that something refers to has a name: components keep theirs, whatever else is
 * referred to (another file, a part of a component) gets one from its place.
 */
export class SchemaRegistry {
  readonly #references: References;
  readonly #converter: SchemaConverter;
  readonly #dynamic: DynamicReferences;
  /** The dynamic anchors that count where a component is referred to, if they make a difference to it. */
  readonly #scopes = new Map<string, DynamicScope>();
  /** Names by the identity of the place. */
  readonly #names = new Map<string, string>();
  readonly #places = new Map<string, Located>();
  readonly #schemas = new Map<string, JsonSchema>();
  readonly #anonymous: ConvertedSchema[] = [];

  constructor(references: References, refusals: RefusalList, places: Omit<SchemaPlaces, 'nameReference' | 'enter' | 'follow'>) {
    this.#references = references;
    this.#dynamic = new DynamicReferences(references);
    const nameReference: NameReference = (reference, entered) => this.#nameTarget(reference, entered);
    const enter: SchemaPlaces['enter'] = (located, entered) => references.enter(located, entered);
    this.#converter = new SchemaConverter({ nameReference, enter, follow: (located) => references.follow(located), ...places }, refusals);
  }

  /** Registers the members of `components/schemas` of a document. The first document has the first right to a name. */
  addComponents(components: Located | undefined): void {
    for (const [name, located] of components?.members() ?? []) {
      if (!this.#isSameComponent(name, located)) this.#register(this.#freeName(name), located);
    }
  }

  /** A schema without a name of its own: of a parameter, a header, a media type. */
  convert(located: Located): JsonSchema {
    const schema = this.#converter.convert(located);
    this.#anonymous.push({ schema, located });
    return schema;
  }

  /** The name of the component that a schema is, or refers to; a schema written in place is given the name. */
  nameOf(located: Located, preferred: string): string | undefined {
    if (isBareReference(located)) {
      const target = this.#references.target(located);
      return target && this.#nameAt(target);
    }
    return this.#names.get(located.id) ?? this.#register(this.#freeName(preferred), located);
  }

  /** The schema of a name, converted. */
  schema(name: string): JsonSchema {
    const known = this.#schemas.get(name);
    if (known !== undefined) return known;
    const place = this.#places.get(name);
    if (place === undefined) return true;
    const schema = this.#converter.convert(place, this.#scopes.get(name) ?? new Map());
    this.#schemas.set(name, schema);
    return schema;
  }

  /** Looks through references: the schema itself, or the component that it is nothing but a reference to. */
  resolve(schema: JsonSchema): JsonSchema {
    const seen = new Set<JsonSchema>();
    let current = schema;
    while (isNothingButReference(current) && !seen.has(current)) {
      seen.add(current);
      current = this.schema(componentName(current.$ref));
    }
    return current;
  }

  /** Every named schema in order of name, once all that may refer to schemas was converted. `taken`: type names of others. */
  finish(taken: Iterable<string>): NamedSchema[] {
    // Converting may name further schemas; a Map's iterator visits what is added meanwhile.
    for (const name of this.#places.keys()) this.schema(name);
    const typeNames = allocateNames(this.#places.keys(), typeNaming, taken);
    return [...this.#places]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, located]) => ({
        kind: 'schema',
        name,
        typeName: typeNames.get(name) ?? name,
        schema: this.schema(name),
        at: located.position,
      }));
  }

  /** Everything that was converted, named or not. */
  get converted(): ConvertedSchema[] {
    const named = [...this.#places].map(([name, located]) => ({ schema: this.schema(name), located }));
    return [...named, ...this.#anonymous];
  }

  /** Examples and defaults within schemas. */
  get samples(): readonly SchemaSample[] {
    return this.#converter.samples;
  }

  #nameTarget(reference: Located, entered: DynamicScope): string | undefined {
    const isDynamic = !isReference(reference.value);
    const target = isDynamic ? this.#references.dynamicTarget(reference, entered) : this.#references.target(reference);
    return target && componentPrefix + this.#nameAt(target, this.#dynamic.relevant(target, entered));
  }

  /** A schema that dynamic anchors make another one has a name for each of its forms, like a generic type. */
  #nameAt(target: Located, entered: DynamicScope = new Map()): string {
    if (entered.size === 0) return this.#names.get(target.id) ?? this.#register(this.#freeName(nameFromPlace(target)), target);
    const anchors = [...entered].sort(([a], [b]) => (a < b ? -1 : 1));
    const key = [target.id, ...anchors.map(([name, { id }]) => `${name}=${id}`)].join(' ');
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const words = [nameFromPlace(target), 'of', ...anchors.map(([, located]) => nameFromPlace(located))];
    const name = this.#freeName(pascalCase(words.join(' ')));
    this.#names.set(key, name);
    this.#places.set(name, target);
    this.#scopes.set(name, entered);
    return name;
  }

  #register(name: string, located: Located): string {
    this.#names.set(located.id, name);
    this.#places.set(name, located);
    return name;
  }

  /** A component that only refers to the component of the same name in another document is that component. */
  #isSameComponent(name: string, located: Located): boolean {
    if (!isBareReference(located)) return false;
    const target = this.#references.target(located);
    if (target === undefined || this.#names.get(target.id) !== name) return false;
    this.#names.set(located.id, name);
    return true;
  }

  #freeName(preferred: string): string {
    if (!this.#places.has(preferred)) return preferred;
    for (let count = 2; ; count++) {
      if (!this.#places.has(`${preferred}${count}`)) return `${preferred}${count}`;
    }
  }
}

function isNothingButReference(schema: JsonSchema): schema is { $ref: string } {
  return typeof schema === 'object' && typeof schema.$ref === 'string' && Object.keys(schema).length === 1;
}

function isBareReference({ value }: Located): boolean {
  return isReference(value) && Object.keys(value).length === 1;
}

/** `Pet` for `pet.yaml` and for `pets.yaml#/components/schemas/Pet`, `PetName` for `pet.yaml#/properties/name`. */
function nameFromPlace({ source, pointer }: Located): string {
  const tokens = pointerTokens(pointer);
  const fileName = source.path.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
  const isNamed = definitions.has(tokens.at(-2) ?? '') || fileName === 'openapi' || fileName === 'asyncapi';
  const telling = tokens.filter((token) => !structure.has(token));
  return pascalCase([...(isNamed ? [] : [fileName]), ...telling].join(' ')) || 'Schema';
}

const definitions = new Set(['schemas', '$defs', 'definitions']);
const structure = new Set([...definitions, 'components', 'properties', 'schema', 'content', 'paths']);

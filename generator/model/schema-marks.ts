import { isRecord } from '../load/located.ts';
import { componentName } from './component-reference.ts';
import type { JsonSchema } from './json-schema.ts';
import type { DirectionWord } from './refused-property.ts';
import type { NamedSchema } from './types.ts';

/** Which way a value goes: into the service, out of it, or (as an example of a schema) perhaps either. */
export type Direction = 'request' | 'response' | 'either';

/** What must not travel in a direction. */
export const wordsAgainst: Readonly<Record<Direction, readonly DirectionWord[]>> = {
  request: ['readOnly'],
  response: ['writeOnly'],
  either: ['readOnly', 'writeOnly'],
};

/** Names of an object's properties that are marked, and of those that have to stay nevertheless: they tell branches apart. */
export interface Marks {
  readonly hidden: ReadonlySet<string>;
  readonly kept: ReadonlySet<string>;
}

/** Names that a schema has anything to say of, wherever it looks at its own value; and those of them that are marked. */
export interface Reach {
  readonly named: Set<string>;
  readonly marked: Set<string>;
}

/** The keywords that name properties. */
interface Naming {
  readonly properties?: object;
  readonly required?: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly $ref?: string;
}

export const noMarks: Marks = { hidden: new Set(), kept: new Set() };

/** Finds `readOnly` and `writeOnly` properties, wherever the words stand: at the property, in what it refers to, in `allOf`. */
export class SchemaMarks {
  readonly #components: ReadonlyMap<string, JsonSchema>;
  readonly #known = new Map<string, Marks>();

  constructor(schemas: readonly NamedSchema[]) {
    this.#components = new Map(schemas.map(({ name, schema }) => [name, schema]));
  }

  component(name: string): JsonSchema {
    return this.#components.get(name) ?? true;
  }

  /** What a schema says of the properties of its own value. */
  of(schema: JsonSchema, direction: Direction): Marks {
    if (!isRecord(schema)) return noMarks;
    const parts = [
      ...partsOf(schema).map((part) => this.of(part, direction)),
      ...(typeof schema.$ref === 'string' ? [this.#ofComponent(componentName(schema.$ref), direction)] : []),
    ];
    return unite([this.#ownMarks(schema, direction), ...parts]);
  }

  #ownMarks({ properties, discriminator }: Readonly<Record<string, unknown>>, direction: Direction): Marks {
    const isHidden = (name: string) => wordsAgainst[direction].some((word) => this.#isMarked(members[name] ?? true, word));
    const members = (properties ?? {}) as Record<string, JsonSchema>;
    const hidden = Object.keys(members).filter(isHidden);
    if (hidden.length === 0 && !isRecord(discriminator)) return noMarks;
    return { hidden: new Set(hidden), kept: new Set(isRecord(discriminator) ? [String(discriminator.propertyName)] : []) };
  }

  /** What a schema and all that looks at the same value, branches included, say of properties. */
  reach(schema: JsonSchema, direction: Direction, reach: Reach = { named: new Set(), marked: new Set() }, open = new Set<JsonSchema>()): Reach {
    if (!isRecord(schema) || open.has(schema)) return reach;
    open.add(schema);
    const { properties = {}, required = [], dependentRequired = {}, $ref: reference } = schema as Naming;
    const names = [Object.keys(properties), required, ...Object.values(dependentRequired)].flat();
    for (const name of names) reach.named.add(name);
    for (const name of this.of(schema, direction).hidden) reach.marked.add(name);
    if (typeof reference === 'string') this.reach(this.component(componentName(reference)), direction, reach, open);
    for (const part of partsInPlace(schema)) this.reach(part, direction, reach, open);
    return reach;
  }

  #ofComponent(name: string, direction: Direction): Marks {
    const key = `${direction} ${name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, noMarks);
    const marks = this.of(this.component(name), direction);
    this.#known.set(key, marks);
    return marks;
  }

  #isMarked(schema: JsonSchema, word: DirectionWord, open: readonly string[] = []): boolean {
    if (!isRecord(schema)) return false;
    if (schema[word] === true || partsOf(schema).some((part) => this.#isMarked(part, word, open))) return true;
    if (typeof schema.$ref !== 'string' || open.includes(schema.$ref)) return false;
    return this.#isMarked(this.component(componentName(schema.$ref)), word, [...open, schema.$ref]);
  }
}

/** All of them; most schemas have none, and there are many schemas. */
export function unite(all: readonly Marks[]): Marks {
  const marks = all.filter((one) => one !== noMarks);
  const [first = noMarks, ...others] = marks;
  if (others.length === 0) return first;
  return { hidden: new Set(marks.flatMap(({ hidden }) => [...hidden])), kept: new Set(marks.flatMap(({ kept }) => [...kept])) };
}

/** Whether a keyword's schemas look at the same value as the schema that they stand in, and have a say in it. */
export function isInPlace(keyword: string): boolean {
  return inPlace.has(keyword);
}

const inPlace = new Set(['allOf', 'anyOf', 'oneOf', 'then', 'else', 'dependentSchemas']);

function partsInPlace(schema: Readonly<Record<string, unknown>>): JsonSchema[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (!inPlace.has(keyword)) return [];
    const parts = keyword === 'then' || keyword === 'else' ? { value } : value;
    return Object.values(parts as Record<string, JsonSchema>);
  });
}

function partsOf({ allOf }: Readonly<Record<string, unknown>>): JsonSchema[] {
  return Array.isArray(allOf) ? (allOf as JsonSchema[]) : [];
}

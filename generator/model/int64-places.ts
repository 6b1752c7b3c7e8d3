import { isRecord } from '../load/located.ts';
import { componentName, componentPrefix } from './component-reference.ts';
import { holdersOf, type Looked } from './holders.ts';
import type { JsonSchema } from './json-schema.ts';
import { keywordContent } from './schema-keywords.ts';
import { isInPlace } from './schema-marks.ts';
import { tellBranchesApart } from './tell-branches-apart.ts';
import type { NamedSchema } from './types.ts';

/** Where values of a schema have integers of 64 bits that are bigints. Nothing is said of parts that have none. */
export interface Int64Places {
  /** The value itself, where it is an integer. */
  readonly self?: true;
  /** Type name of a component that says the rest. */
  readonly component?: string;
  readonly properties?: Readonly<Record<string, Int64Places>>;
  readonly patterns?: readonly (readonly [pattern: string, places: Int64Places])[];
  /** Of properties that are neither among `declared` nor fit a pattern. */
  readonly others?: Int64Places;
  readonly declared?: readonly string[];
  /** Of the first items, one by one. */
  readonly first?: readonly (Int64Places | null)[];
  readonly items?: Int64Places;
  /** What else is said of the same value. */
  readonly also?: readonly Int64Places[];
  readonly choice?: Int64Choice;
}

/** Branches of which a property tells the one that is meant; any other value of it leaves all of them possible. */
export interface Int64Choice {
  readonly property: string;
  readonly values: Readonly<Record<string, number>>;
  readonly branches: readonly (Int64Places | null)[];
}

/** The mark of a schema in the model: its integers are bigints, or it has a say in such an integer. */
export type Int64Mark = 'is' | 'meets';

/** Whether a schema by itself, without what it refers to, describes integers that are bigints. */
export function isInt64(schema: JsonSchema): boolean {
  return isRecord(schema) && schema.$int64 === 'is';
}

/** Finds the bigints of an API's schemas. */
export class Int64Finder {
  readonly #components: ReadonlyMap<string, JsonSchema>;
  /** Type names of the components that hold a bigint, or lead to one that does, by their names. */
  readonly #holding: ReadonlyMap<string, string>;
  readonly #named: ReadonlyMap<string, JsonSchema>;

  constructor(schemas: readonly NamedSchema[]) {
    this.#components = new Map(schemas.map(({ name, schema }) => [name, schema]));
    const holding = holdersOf(schemas.map(({ name, schema }) => [name, lookInto(schema)]));
    const holders = schemas.filter(({ name }) => holding.has(name));
    this.#holding = new Map(holders.map(({ name, typeName }) => [name, typeName]));
    this.#named = new Map(holders.map(({ typeName, schema }) => [typeName, schema]));
  }

  /** Type names of the components that hold a bigint, or lead to one that does. */
  get components(): readonly string[] {
    return [...this.#named.keys()];
  }

  /** The places of a component as its own schema says them. */
  ofComponent(typeName: string): Int64Places {
    return this.placesOf(this.#named.get(typeName)) ?? {};
  }

  /** Undefined where there is none. */
  placesOf(schema: JsonSchema | undefined): Int64Places | undefined {
    if (!isRecord(schema)) return undefined;
    const { $ref: reference } = schema;
    const component = typeof reference === 'string' ? this.#holding.get(componentName(reference)) : undefined;
    const own = present({
      self: isInt64(schema) ? (true as const) : undefined,
      component,
      ...this.#ofObject(schema),
      first: this.#firstItems(schema),
      items: this.placesOf((schema.items ?? schema.unevaluatedItems ?? schema.contains) as JsonSchema | undefined),
      ...this.#besides(schema),
    });
    return Object.keys(own).length === 0 ? undefined : own;
  }

  #ofObject(schema: Readonly<Record<string, unknown>>): Partial<Int64Places> {
    const { properties = {}, patternProperties = {} } = schema as Readonly<Record<string, Readonly<Record<string, JsonSchema>> | undefined>>;
    const named = this.#each(properties);
    const patterns = this.#each(patternProperties);
    const others = this.placesOf((schema.additionalProperties ?? schema.unevaluatedProperties) as JsonSchema | undefined);
    return {
      ...(named.length > 0 ? { properties: Object.fromEntries(named) } : {}),
      ...(patterns.length > 0 ? { patterns } : {}),
      ...(others === undefined ? {} : { others, declared: Object.keys(properties) }),
    };
  }

  #each(members: Readonly<Record<string, JsonSchema>>): [string, Int64Places][] {
    return Object.entries(members).flatMap(([name, member]) => {
      const places = this.placesOf(member);
      return places === undefined ? [] : [[name, places] as [string, Int64Places]];
    });
  }

  #firstItems({ prefixItems }: Readonly<Record<string, unknown>>): Int64Places['first'] | undefined {
    if (!Array.isArray(prefixItems)) return undefined;
    const first = (prefixItems as JsonSchema[]).map((item) => this.placesOf(item) ?? null);
    return first.some((places) => places !== null) ? first : undefined;
  }

  /** What combinators say of the same value. */
  #besides(schema: Readonly<Record<string, unknown>>): Partial<Int64Places> {
    const also: Int64Places[] = [];
    let choice: Int64Choice | undefined;
    for (const [keyword, value] of Object.entries(schema)) {
      if (!isInPlace(keyword)) continue;
      const parts = partsOf(keyword, value);
      const found = keyword === 'oneOf' || keyword === 'anyOf' ? this.#choice(parts, schema.discriminator) : undefined;
      if (found !== undefined && choice === undefined) choice = found;
      else also.push(...parts.map((part) => this.placesOf(part)).filter((places) => places !== undefined));
    }
    return { ...(also.length > 0 ? { also } : {}), ...(choice === undefined ? {} : { choice }) };
  }

  #choice(branches: readonly JsonSchema[], discriminator: unknown): Int64Choice | undefined {
    const places = branches.map((branch) => this.placesOf(branch) ?? null);
    if (places.every((one) => one === null)) return undefined;
    const lookup = (reference: string) => this.#components.get(componentName(reference)) ?? true;
    const tag = tellBranchesApart({ branches, discriminator }, lookup)?.tag;
    if (tag === undefined) return undefined;
    const values = [...tag.values].filter(([value]) => typeof value === 'string') as [string, number][];
    return values.length === tag.values.size ? { property: tag.property, values: Object.fromEntries(values), branches: places } : undefined;
  }
}

/** Schemas that stand under a keyword, and that have a say in the value itself. */
export function partsOf(keyword: string, value: unknown): readonly JsonSchema[] {
  return keyword === 'then' || keyword === 'else' ? [value as JsonSchema] : Object.values(value as Record<string, JsonSchema>);
}

function present(places: { readonly [Name in keyof Int64Places]?: Int64Places[Name] | undefined }): Int64Places {
  return Object.fromEntries(Object.entries(places).filter(([, value]) => value !== undefined));
}

/** What is only asked about says nothing of where bigints are. */
const questions = new Set(['not', 'if', 'propertyNames']);

function lookInto(schema: JsonSchema): Looked {
  const references: string[] = [];
  let holds = false;
  const visit = (part: JsonSchema): void => {
    if (!isRecord(part)) return;
    holds ||= isInt64(part);
    for (const [keyword, value] of Object.entries(part)) {
      if (questions.has(keyword)) continue;
      const content = keywordContent(keyword);
      if (content === 'reference' && String(value).startsWith(componentPrefix)) references.push(componentName(String(value)));
      else if (content === 'schema') visit(value as JsonSchema);
      else if (content === 'schemas' || content === 'schema-map') Object.values(value as Record<string, JsonSchema>).forEach(visit);
    }
  };
  visit(schema);
  return { holds, references };
}

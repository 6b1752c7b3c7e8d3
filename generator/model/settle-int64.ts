import { isRecord } from '../load/located.ts';
import { componentName } from './component-reference.ts';
import { Int64Finder, isInt64, partsOf } from './int64-places.ts';
import type { JsonSchema } from './json-schema.ts';
import { liftInt64, toNumbers } from './lift-int64.ts';
import { compilePattern } from './pattern.ts';
import { isInPlace } from './schema-marks.ts';
import { keywordContent } from './schema-keywords.ts';
import type { NamedSchema } from './types.ts';

type Words = Record<string, unknown>;

/**
 * Completes schemas that have just been converted, where integers of 64 bits are bigints: those that have a say in one are marked, and
 * only these keep the exact values that they were written with; defaults become what they stand for.
 */
export function settleInt64(roots: Iterable<JsonSchema>, components: readonly NamedSchema[]): void {
  const all = [...roots, ...components.map(({ schema }) => schema)];
  const finder = new Int64Finder(components);
  new Meeting(components).visit(all);
  for (const schema of schemasWithin(all)) settleValues(schema as Words, finder);
}

const valueWords = ['const', 'enum', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'] as const;

function settleValues(schema: Words, finder: Int64Finder): void {
  const lift = (value: unknown) => liftInt64(value, finder.placesOf(schema), finder);
  for (const word of ['default', 'example']) if (schema[word] !== undefined) schema[word] = lift(schema[word]);
  if (Array.isArray(schema['examples'])) schema['examples'] = schema['examples'].map(lift);
  if (schema['$int64'] !== undefined) return;
  for (const word of valueWords) if (schema[word] !== undefined) schema[word] = toNumbers(schema[word]);
}

function schemasWithin(roots: readonly JsonSchema[]): ReadonlySet<object> {
  const found = new Set<object>();
  const visit = (schema: JsonSchema): void => {
    if (!isRecord(schema) || found.has(schema)) return;
    found.add(schema);
    for (const [keyword, value] of Object.entries(schema)) {
      const content = keywordContent(keyword);
      if (content === 'schema') visit(value as JsonSchema);
      else if (content === 'schemas' || content === 'schema-map') Object.values(value as Record<string, JsonSchema>).forEach(visit);
    }
  };
  roots.forEach(visit);
  return found;
}

/**
 * Goes through the schemas that look at one value together: through references, combinators, and from there to the same property or
 * item of each. Where one of them makes it a bigint, the others have to know.
 */
class Meeting {
  readonly #components: ReadonlyMap<string, JsonSchema>;
  readonly #numbers = new Map<object, number>();
  readonly #seen = new Set<string>();

  constructor(components: readonly NamedSchema[]) {
    this.#components = new Map(components.map(({ name, schema }) => [name, schema]));
  }

  visit(schemas: readonly JsonSchema[]): void {
    for (const schema of schemas) this.#meet([schema]);
  }

  #meet(schemas: readonly JsonSchema[]): void {
    const together = this.#inPlace(schemas);
    const key = [...together].map((schema) => this.#numberOf(schema)).sort((a, b) => a - b).join(' ');
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    if ([...together].some(isInt64)) for (const schema of together) mark(schema);
    for (const parts of partsWithin([...together])) this.#meet(parts);
  }

  #inPlace(schemas: readonly JsonSchema[]): ReadonlySet<Words> {
    const found = new Set<Words>();
    const add = (schema: JsonSchema): void => {
      if (!isRecord(schema) || found.has(schema)) return;
      found.add(schema);
      if (typeof schema.$ref === 'string') add(this.#components.get(componentName(schema.$ref)) ?? true);
      for (const [keyword, value] of Object.entries(schema)) {
        if (isInPlace(keyword)) partsOf(keyword, value).forEach(add);
        else if (keyword === 'not' || keyword === 'if') add(value as JsonSchema);
      }
    };
    schemas.forEach(add);
    return found;
  }

  #numberOf(schema: object): number {
    const number = this.#numbers.get(schema) ?? this.#numbers.size;
    this.#numbers.set(schema, number);
    return number;
  }
}

const numeric = new Set(['integer', 'number']);

function mark(schema: Words): void {
  const types = [schema['type'] ?? []].flat() as string[];
  const isConcerned = types.some((type) => numeric.has(type)) || [...valueWords, 'oneOf', 'anyOf'].some((word) => schema[word] !== undefined);
  if (isConcerned) schema['$int64'] ??= 'meets';
}

/** For each property, and for the items, the schemas that look at it. */
function* partsWithin(together: readonly Words[]): Generator<readonly JsonSchema[]> {
  const names = new Set(together.flatMap(({ properties }) => Object.keys(properties ?? {})));
  for (const name of names) yield together.flatMap((schema) => schemasOfProperty(schema, name));
  const patterns = together.map(({ patternProperties }) => Object.values((patternProperties ?? {}) as Record<string, JsonSchema>));
  const others = together.map(rest);
  yield patterns.flat();
  yield others.flat();
  // A name that fits a pattern of one schema may be any other name for the next.
  if (together.length > 1) yield [...patterns, ...others].flat();
  const longest = Math.max(0, ...together.map(({ prefixItems }) => ((prefixItems ?? []) as readonly JsonSchema[]).length));
  for (let index = 0; index <= longest; index += 1) yield together.flatMap((schema) => schemasOfItem(schema, index));
}

function rest({ additionalProperties, unevaluatedProperties }: Words): JsonSchema[] {
  return [additionalProperties, unevaluatedProperties].filter(isRecord);
}

function schemasOfProperty(schema: Words, name: string): JsonSchema[] {
  const { properties = {}, patternProperties = {} } = schema as Record<string, Record<string, JsonSchema> | undefined>;
  const patterns = Object.entries(patternProperties).filter(([pattern]) => compilePattern(pattern).test(name)).map(([, part]) => part);
  if (Object.hasOwn(properties, name)) return [properties[name] ?? true, ...patterns];
  return patterns.length > 0 ? patterns : rest(schema);
}

function schemasOfItem({ prefixItems = [], items, contains, unevaluatedItems }: Words, index: number): JsonSchema[] {
  const own = (prefixItems as readonly JsonSchema[])[index] ?? (items as JsonSchema | undefined) ?? (unevaluatedItems as JsonSchema | undefined);
  return [own, contains as JsonSchema | undefined].filter((schema) => schema !== undefined);
}

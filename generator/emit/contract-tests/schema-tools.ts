import { TextCache } from '../../load/text-cache.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import { toBigInts } from '../../model/lift-int64.ts';
import { schemaCompiler, type SchemaCompiler } from '../../model/schema-compiler.ts';
import { schemaFingerprints, type SchemaFingerprints } from '../../model/schema-fingerprints.ts';
import type { Api } from '../../model/types.ts';

type Keywords = Readonly<Record<string, unknown>>;

/** Looks up and tries schemas of an API while its contract tests are worked out. */
export class SchemaTools {
  readonly #components: ReadonlyMap<string, JsonSchema>;
  readonly #compiler: SchemaCompiler;
  readonly #fingerprints: SchemaFingerprints;
  readonly #cache: TextCache;
  readonly #features: string;
  /** What was asked before, by schema and value. */
  readonly #accepted = new Map<string, boolean>();

  constructor(api: Api, cache = new TextCache()) {
    this.#components = new Map(api.schemas.map(({ name, schema }) => [`#/components/schemas/${name}`, schema]));
    this.#compiler = schemaCompiler(api);
    this.#fingerprints = schemaFingerprints(api.schemas);
    this.#cache = cache;
    this.#features = JSON.stringify(this.#compiler.features);
  }

  /** The keywords of a schema, references followed; none for `true` and `false`. */
  keywords(schema: JsonSchema | undefined): Keywords {
    if (schema === undefined || typeof schema === 'boolean') return {};
    const reference = schema['$ref'];
    return typeof reference === 'string' ? { ...this.keywords(this.#components.get(reference)), ...without$ref(schema) } : schema;
  }

  accepts(schema: JsonSchema, value: unknown): boolean {
    const parts = [this.#fingerprints.of(schema), JSON.stringify(value)];
    const key = parts.join(' ');
    const known = this.#accepted.get(key);
    if (known !== undefined) return known;
    const make = () => String(this.#compiler.compile(schema)(parts[1]?.includes('"$int64"') === true ? toBigInts(value) : value) === true);
    const isAccepted = this.#cache.remember(['accepts', this.#features, ...parts], make) === 'true';
    this.#accepted.set(key, isAccepted);
    return isAccepted;
  }

  /** A value that the schema takes: an example of the contract, or the plainest one; undefined when none was found. */
  sample(schema: JsonSchema, depth = 0): unknown {
    const candidates = this.#candidates(this.keywords(schema), depth);
    return candidates.find((value) => value !== undefined && this.accepts(schema, value));
  }

  #candidates(keywords: Keywords, depth: number): unknown[] {
    const { examples, default: preset, const: constant, enum: values, oneOf, anyOf } = keywords;
    const branches = [oneOf, anyOf].flatMap((list) => (Array.isArray(list) ? (list as JsonSchema[]) : []));
    return [
      ...(Array.isArray(examples) ? (examples as unknown[]) : []),
      constant,
      preset,
      ...(Array.isArray(values) ? (values as unknown[]) : []),
      ...[keywords['type']].flat().flatMap((type) => this.#ofType(type, keywords, depth)),
      ...(depth < 4 ? branches.map((branch) => this.sample(branch, depth + 1)) : []),
      // Where nothing is said, anything will do.
      ...(keywords['type'] === undefined ? ['a'] : []),
    ];
  }

  #ofType(type: unknown, keywords: Keywords, depth: number): unknown[] {
    switch (type) {
      case 'string':
        return texts(keywords);
      case 'integer':
      case 'number':
        return [keywords['minimum'], 1, 0, keywords['maximum']];
      case 'boolean':
        return [true];
      case 'null':
        return [null];
      case 'array':
        return [[], depth < 4 ? [this.sample((keywords['items'] ?? true) as JsonSchema, depth + 1)] : []];
      default:
        return type === 'object' || 'properties' in keywords ? [this.#object(keywords, depth)] : [];
    }
  }

  #object(keywords: Keywords, depth: number): unknown {
    const properties = (keywords['properties'] ?? {}) as Record<string, JsonSchema>;
    const required = (keywords['required'] ?? []) as string[];
    if (depth >= 4) return undefined;
    return Object.fromEntries(required.map((name) => [name, this.sample(properties[name] ?? true, depth + 1)]));
  }
}

function texts({ minLength, maxLength }: Keywords): unknown[] {
  const shortest = 'a'.repeat(typeof minLength === 'number' ? minLength : 1);
  const samples = [
    '3f2c9b1e-8f0a-4f7e-9a50-6d1f6b1c2d3e',
    'someone@example.com',
    '2026-01-31T12:00:00Z',
    '2026-01-31',
    'https://example.com/',
    '127.0.0.1',
    'aGVsbG8=',
    '1.0.0',
    '1',
  ];
  return [shortest, ...samples, typeof maxLength === 'number' && maxLength < 1000 ? 'a'.repeat(maxLength) : undefined];
}

function without$ref({ $ref: _, ...rest }: Keywords): Keywords {
  return rest;
}

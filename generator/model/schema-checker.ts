import { createRequire } from 'node:module';
import type { Ajv2020, ErrorObject } from 'ajv/dist/2020.js';
import type { ValidityCache } from '../load/validity-cache.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Reading } from './reading.ts';
import { compilerOptions, createSchemaCompiler } from './schema-compiler.ts';
import type { SchemaSample } from './schema-converter.ts';
import { SchemaFingerprints } from './schema-fingerprints.ts';
import type { ConvertedSchema } from './schema-registry.ts';
import type { NamedSchema } from './types.ts';

const metaSchema = 'https://json-schema.org/draft/2020-12/schema';

/** Checks schemas and the values that have to satisfy them, and remembers what was found valid. */
export class SchemaChecker {
  readonly #reading: Reading;
  readonly #cache: ValidityCache;
  readonly #fingerprints: SchemaFingerprints;
  readonly #edition = [ajvVersion(), JSON.stringify(compilerOptions)];
  readonly #createCompiler: () => Ajv2020;
  #compiler: Ajv2020 | undefined;

  constructor(schemas: readonly NamedSchema[], reading: Reading, cache: ValidityCache) {
    this.#reading = reading;
    this.#cache = cache;
    this.#fingerprints = new SchemaFingerprints(schemas);
    // The code is run a few times at most, so it is not worth optimising.
    this.#createCompiler = () => createSchemaCompiler(schemas, { code: { optimize: false } });
  }

  /** Checks every schema against JSON Schema itself, and then by compiling it. Returns whether all of them are sound. */
  checkSchemas(converted: readonly ConvertedSchema[]): boolean {
    const unknown = converted.filter(({ schema }) => !this.#cache.isValid(this.#schemaParts(schema)));
    const unsound = unknown.filter((schema) => !this.#isSound(schema));
    if (unsound.length > 0) return false;
    const compiled = unknown.filter((schema) => this.#compiles(schema));
    for (const { schema } of compiled) this.#cache.remember(this.#schemaParts(schema));
    return compiled.length === unknown.length;
  }

  /** Checks examples and defaults against their schemas; a fault is reported at its place within the value. */
  checkSamples(samples: readonly SchemaSample[]): void {
    for (const sample of samples) {
      const parts = [...this.#schemaParts(sample.schema), JSON.stringify(sample.value.value)];
      if (this.#cache.isValid(parts)) continue;
      const validate = this.#validator.compile(sample.schema);
      if (validate(sample.value.value)) this.#cache.remember(parts);
      else for (const error of telling(validate.errors ?? [])) refuseSample(error, sample, this.#reading);
    }
  }

  get #validator(): Ajv2020 {
    this.#compiler ??= this.#createCompiler();
    return this.#compiler;
  }

  #schemaParts(schema: JsonSchema): string[] {
    return [...this.#edition, this.#fingerprints.of(schema)];
  }

  #isSound({ schema, located }: ConvertedSchema): boolean {
    if (this.#validator.validate(metaSchema, schema) === true) return true;
    for (const error of telling(this.#validator.errors ?? [])) {
      const position = located.source.positionOf(located.pointer + error.instancePath);
      const allowed = (error.params as { allowedValues?: unknown[] }).allowedValues;
      const hint = allowed ? `Write one of: ${allowed.join(', ')}` : 'Write what JSON Schema 2020-12 allows here';
      const keyword = error.instancePath.split('/').at(-1) ?? '';
      this.#reading.refuse('invalid-schema', position, `${keyword} ${error.message ?? ''}`.trim(), hint);
    }
    return false;
  }

  #compiles({ schema, located }: ConvertedSchema): boolean {
    try {
      this.#validator.compile(schema);
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const hint = 'Write what JSON Schema 2020-12 allows here';
      this.#reading.refuse('invalid-schema', located, `the schema cannot be compiled: ${reason}`, hint);
      return false;
    }
  }
}

function ajvVersion(): string {
  return (createRequire(import.meta.url)('ajv/package.json') as { version: string }).version;
}

/** Keywords that only sum up what their branches say. */
const summaries = new Set(['anyOf', 'oneOf', 'allOf', 'if', '$ref']);

/** Errors worth reading. Where a choice failed, every branch reports; of those the first one of each place stands for all. */
function telling(errors: readonly ErrorObject[]): ErrorObject[] {
  const details = errors.filter(({ keyword }) => !summaries.has(keyword));
  const isChoice = errors.some(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  if (details.length === 0) return [...errors];
  return isChoice ? [...new Map(details.toReversed().map((error) => [error.instancePath, error])).values()] : details;
}

function refuseSample(error: ErrorObject, { kind, value }: SchemaSample, reading: Reading): void {
  const position = value.source.positionOf(value.pointer + error.instancePath);
  const place = error.instancePath === '' ? `the ${kind}` : error.instancePath;
  const hint = `Correct the ${kind}, or the schema that it stands for`;
  reading.refuse(kind === 'default' ? 'invalid-default' : 'invalid-example', position, `${place} ${explain(error)}`, hint);
}

function explain({ keyword, message, params }: ErrorObject): string {
  const details = params as Record<string, unknown>;
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    return `must not have the property ${String(details.additionalProperty ?? details.unevaluatedProperty)}`;
  }
  if (keyword === 'enum') return `must be one of ${JSON.stringify(details.allowedValues)}`;
  if (keyword === 'const') return `must be ${JSON.stringify(details.allowedValue)}`;
  return message ?? 'is not valid';
}

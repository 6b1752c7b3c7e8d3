import { createRequire } from 'node:module';
import type { AnyValidateFunction, ErrorObject } from 'ajv/dist/core.js';
import { exactData } from '../load/exact-integer.ts';
import type { Located } from '../load/located.ts';
import type { Refusal, RefusalList } from '../load/refusal.ts';
import type { TextCache } from '../load/text-cache.ts';
import type { Reading } from './reading.ts';
import type { Int64Finder } from './int64-places.ts';
import type { JsonSchema } from './json-schema.ts';
import { liftInt64, toBigInts } from './lift-int64.ts';
import { compilerOptions, schemaCompiler, type SchemaCompiler } from './schema-compiler.ts';
import type { SchemaSample } from './schema-places.ts';
import type { SchemaFeatures } from './schema-features.ts';
import { schemaFingerprints } from './schema-fingerprints.ts';
import type { SchemaForms } from './schema-forms.ts';
import { keywordContent } from './schema-keywords.ts';
import type { Direction } from './schema-marks.ts';
import type { Api, NamedSchema } from './types.ts';
import { isNote } from './upgrade-schema.ts';

/** The schemas of an API, and what becomes of them in one direction. */
export interface CheckedSchemas extends Pick<Api, 'schemas' | 'operations' | 'channels'> {
  /** Components as the contract has them; the others have their forms for requests and responses. */
  readonly written: readonly NamedSchema[];
  readonly forms: SchemaForms;
  /** Those of the whole that these are a part of. */
  readonly features?: SchemaFeatures;
  /** Where integers of 64 bits are bigints: finds them. */
  readonly int64?: Int64Finder;
}

/** Checks the values that have to satisfy schemas, and remembers what was found. */
export class SchemaChecker {
  readonly #checked: CheckedSchemas;
  readonly #reading: Reading;
  readonly #cache: TextCache;
  readonly #compiler: SchemaCompiler;
  readonly #edition: readonly string[];

  constructor(checked: CheckedSchemas, reading: Reading, cache: TextCache) {
    this.#checked = checked;
    this.#reading = reading;
    this.#cache = cache;
    this.#compiler = schemaCompiler(checked);
    this.#edition = ['sample', ajvVersion(), JSON.stringify([compilerOptions, this.#compiler.features])];
  }

  /**
   * Checks examples and defaults against their schemas; a fault is reported at its place within the value. Gives the places of
   * defaults that are only warned of: they may not get into the generated code.
   */
  checkSamples(samples: readonly SchemaSample[]): ReadonlySet<string> {
    const broken = new Set<string>();
    for (const sample of samples) {
      const errors = this.#errorsOf(sample);
      const refused = errors.map((error) => this.#reading.refusals.add(toRefusal(error, sample)));
      if (sample.kind === 'default' && errors.length > 0 && !refused.includes(true)) broken.add(sample.value.id);
    }
    return broken;
  }

  #errorsOf({ schema, value, direction = 'either' }: SchemaSample): readonly ErrorObject[] {
    const checks = plainChecks(schema);
    const fingerprint = schemaFingerprints(this.#checked.written).of(checks ?? schema);
    const data = this.#dataOf(schema, value);
    const parts = [...this.#edition, checks === undefined ? direction : '', fingerprint, JSON.stringify(data)];
    const compile = () => (checks === undefined ? this.#compile(schema, direction) : this.#compiler.compile(checks));
    return recallErrors(this.#cache, parts, compile, this.#checked.int64 === undefined ? data : toBigInts(data));
  }

  #dataOf(schema: JsonSchema, value: Located): unknown {
    const { int64 } = this.#checked;
    return int64 === undefined ? value.value : liftInt64(exactData(value), int64.placesOf(schema), int64);
  }

  #compile(schema: JsonSchema, direction: Direction): AnyValidateFunction {
    const { forms } = this.#checked;
    if (direction !== 'either') return this.#compiler.compile(forms.form(schema, direction));
    const sample = forms.formOfSample(schema);
    this.#compiler.add(sample.components);
    return this.#compiler.compile(sample.schema);
  }
}

/** Of schemas that refer to no other. */
const nothing = { schemas: [], operations: [], channels: [] };

/**
 * Whether a default may stay in its schema: not where it breaks it and that is only warned of. This looks at schemas that hold
 * no others, which is enough for nearly all; the rest is found out when all schemas are known.
 */
export function takesDefault({ schema, value }: SchemaSample, refusals: RefusalList, cache: TextCache): boolean {
  const checks = plainChecks(schema);
  if (checks === undefined) return true;
  const parts = ['default', ajvVersion(), JSON.stringify([compilerOptions, checks, value.value])];
  const errors = recallErrors(cache, parts, () => schemaCompiler(nothing).compile(checks), value.value);
  return errors.length === 0 || errors.map((error) => refusals.add(toRefusal(error, { kind: 'default', schema, value }))).includes(true);
}

/** What a schema has against a value, worth reading; nothing is compiled where that is known. */
function recallErrors(cache: TextCache, parts: readonly string[], compile: () => AnyValidateFunction, value: unknown): readonly ErrorObject[] {
  const found = cache.remember(parts, () => {
    const validate = compile();
    return validate(value) === true ? '' : JSON.stringify(telling(validate.errors ?? []));
  });
  return found === '' ? [] : (JSON.parse(found) as ErrorObject[]);
}

/**
 * What a schema that holds and refers to no other asks of a value, without what it says besides: thousands of properties ask the
 * same. Undefined for any other schema.
 */
function plainChecks(schema: JsonSchema): Readonly<Record<string, unknown>> | undefined {
  if (typeof schema === 'boolean' || !Object.keys(schema).every(isPlainKeyword)) return undefined;
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !isNote(keyword)));
}

function isPlainKeyword(keyword: string): boolean {
  return keywordContent(keyword) === 'data' && keyword !== 'discriminator';
}

let version: string | undefined;

function ajvVersion(): string {
  return (version ??= (createRequire(import.meta.url)('ajv/package.json') as { version: string }).version);
}

/** Keywords that only sum up what their branches say. */
const summaries = new Set(['anyOf', 'oneOf', 'allOf', 'if', '$ref']);

/** Errors worth reading. Where a choice failed, every branch reports; of those the first one of each place stands for all. */
function telling(errors: readonly ErrorObject[]): ErrorObject[] {
  const details = errors.filter(({ keyword }) => !summaries.has(keyword));
  const isChoice = errors.some(({ schemaPath }) => /\/(anyOf|oneOf)\b/.test(schemaPath));
  if (details.length === 0) return [...errors];
  return isChoice ? [...new Map(details.toReversed().map((error) => [error.instancePath, error])).values()] : details;
}

function toRefusal(error: ErrorObject, { kind, value }: SchemaSample): Refusal {
  const position = value.source.positionOf(value.pointer + error.instancePath);
  const place = error.instancePath === '' ? `the ${kind}` : error.instancePath;
  const hint = `Correct the ${kind}, or the schema that it stands for`;
  return { code: kind === 'default' ? 'invalid-default' : 'invalid-example', message: `${place} ${explain(error)}`, hint, position };
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

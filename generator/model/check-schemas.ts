import type { Ajv2020, ErrorObject } from 'ajv/dist/2020.js';
import type { Reading } from './reading.ts';
import type { SchemaSample } from './schema-converter.ts';
import type { ConvertedSchema } from './schema-registry.ts';

const metaSchema = 'https://json-schema.org/draft/2020-12/schema';

/** Checks every schema against JSON Schema itself, and then by compiling it. Returns whether all of them are sound. */
export function checkSchemas(converted: readonly ConvertedSchema[], compiler: Ajv2020, reading: Reading): boolean {
  const unsound = converted.filter((schema) => !isSound(schema, compiler, reading));
  if (unsound.length > 0) return false;
  const uncompiled = converted.filter((schema) => !compiles(schema, compiler, reading));
  return uncompiled.length === 0;
}

function isSound({ schema, located }: ConvertedSchema, compiler: Ajv2020, reading: Reading): boolean {
  if (compiler.validate(metaSchema, schema) === true) return true;
  const errors = telling(compiler.errors ?? []);
  for (const error of errors) {
    const position = located.source.positionOf(located.pointer + error.instancePath);
    const allowed = (error.params as { allowedValues?: unknown[] }).allowedValues;
    const hint = allowed ? `Write one of: ${allowed.join(', ')}` : 'Write what JSON Schema 2020-12 allows here';
    reading.refuse('invalid-schema', position, `${error.instancePath.split('/').at(-1) ?? ''} ${error.message ?? ''}`.trim(), hint);
  }
  return false;
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

function compiles({ schema, located }: ConvertedSchema, compiler: Ajv2020, reading: Reading): boolean {
  try {
    compiler.compile(schema);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    reading.refuse('invalid-schema', located, `the schema cannot be compiled: ${reason}`, 'Write what JSON Schema 2020-12 allows here');
    return false;
  }
}

/** Checks examples and defaults against their schemas; a fault is reported at its place within the value. */
export function checkSamples(samples: readonly SchemaSample[], compiler: Ajv2020, reading: Reading): void {
  for (const sample of samples) {
    const validate = compiler.compile(sample.schema);
    if (validate(sample.value.value)) continue;
    for (const error of telling(validate.errors ?? [])) refuseSample(error, sample, reading);
  }
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

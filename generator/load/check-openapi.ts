import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Located } from './located.ts';
import type { Refusal } from './refusal.ts';
import { explainErrors, type StructureFault } from './structure-errors.ts';
import type { ValidityCache } from './validity-cache.ts';

/** Parts of a document that may stand in a file of their own, by their names in the published schema. */
export type OpenApiPart = 'document' | 'path-item' | 'parameter' | 'request-body' | 'response' | 'header' | 'example' | 'security-scheme';

/** Checks OpenAPI documents against the schema that the OpenAPI Initiative publishes; schemas within are not looked at. */
export class OpenApiChecker {
  readonly #cache: ValidityCache;
  #schema: { readonly $id: string; readonly text: string } | undefined;
  #compiler: Ajv2020 | undefined;

  constructor(cache: ValidityCache) {
    this.#cache = cache;
  }

  /** What is wrong with the structure of a part. */
  check(part: OpenApiPart, located: Located): Refusal[] {
    const parts = [this.#publishedSchema.$id, part, JSON.stringify(located.value)];
    if (this.#cache.isValid(located.id, parts)) return [];
    const validate = this.#validatorOf(part);
    if (!validate(located.value)) return explainErrors(validate.errors ?? []).map((fault) => toRefusal(fault, located));
    this.#cache.remember(located.id, parts);
    return [];
  }

  get #publishedSchema(): { readonly $id: string; readonly text: string } {
    this.#schema ??= readPublishedSchema();
    return this.#schema;
  }

  #validatorOf(part: OpenApiPart): ValidateFunction {
    const { $id, text } = this.#publishedSchema;
    this.#compiler ??= createCompiler(JSON.parse(text) as object);
    const validate = this.#compiler.getSchema(part === 'document' ? $id : `${$id}#/$defs/${part}`);
    if (validate === undefined) throw new Error(`The published schema of OpenAPI has no ${part}`);
    return validate;
  }
}

function readPublishedSchema(): { $id: string; text: string } {
  const require = createRequire(import.meta.url);
  const text = readFileSync(require.resolve('@seriousme/openapi-schema-validator/schemas/v3.1/schema.json'), 'utf8');
  return { $id: (JSON.parse(text) as { $id: string }).$id, text };
}

function createCompiler(schema: object): Ajv2020 {
  const compiler = new Ajv2020({ strict: false, allErrors: true, verbose: true, formats: { 'media-range': true } });
  addFormats.default(compiler);
  return compiler.addSchema(schema);
}

function toRefusal({ pointer, isAboutKey, message, hint }: StructureFault, { source, pointer: base }: Located): Refusal {
  const place = base + pointer;
  return { code: 'invalid-structure', message, hint, position: isAboutKey ? source.positionOfKey(place) : source.positionOf(place) };
}

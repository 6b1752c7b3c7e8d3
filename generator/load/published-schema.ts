import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Parts of a document that may stand in a file of their own, by their names in the published schema. */
export type OpenApiPart =
  'document' | 'path-item' | 'parameter' | 'request-body' | 'response' | 'header' | 'example' | 'security-scheme';

interface PublishedSchema {
  readonly $id: string;
  readonly [keyword: string]: unknown;
}

let schema: PublishedSchema | undefined;
let compiler: Ajv2020 | undefined;

/** The schema of OpenAPI 3.1 as the OpenAPI Initiative publishes it; its `$id` has the date of its edition. */
export function publishedSchema(): PublishedSchema {
  const file = createRequire(import.meta.url).resolve('@seriousme/openapi-schema-validator/schemas/v3.1/schema.json');
  schema ??= JSON.parse(readFileSync(file, 'utf8')) as PublishedSchema;
  return schema;
}

/** Validates a part of an OpenAPI document; compiled once for all documents, as that takes a while. */
export function partValidator(part: OpenApiPart): ValidateFunction {
  const published = publishedSchema();
  compiler ??= createCompiler(published);
  const validate = compiler.getSchema(part === 'document' ? published.$id : `${published.$id}#/$defs/${part}`);
  if (validate === undefined) throw new Error(`The published schema of OpenAPI has no ${part}`);
  return validate;
}

function createCompiler(published: PublishedSchema): Ajv2020 {
  const created = new Ajv2020({
    strict: false,
    allErrors: true,
    verbose: true,
    formats: { 'media-range': true },
    code: { optimize: false },
  });
  addFormats.default(created);
  return created.addSchema(published);
}

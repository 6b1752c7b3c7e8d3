import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Edition } from './edition.ts';
import { readableSchema } from './readable-schema.ts';

/** Parts of a document that may stand in a file of their own, by their names in the published schemas of 3.1 and 3.2. */
export type OpenApiPart =
  | 'document'
  | 'path-item'
  | 'parameter'
  | 'request-body'
  | 'response'
  | 'header'
  | 'example'
  | 'link'
  | 'callbacks'
  | 'security-scheme';

/** The same parts in the published schema of 3.0. */
const partsOf30: Readonly<Record<OpenApiPart, string>> = {
  document: '',
  'path-item': 'PathItem',
  parameter: 'Parameter',
  'request-body': 'RequestBody',
  response: 'Response',
  header: 'Header',
  example: 'Example',
  link: 'Link',
  callbacks: 'Callback',
  'security-scheme': 'SecurityScheme',
};

export interface PublishedSchema {
  readonly $id: string;
  readonly [keyword: string]: unknown;
}

const schemas = new Map<Edition, PublishedSchema>();
const compilers = new Map<Edition, Ajv2020>();

/** The schema of an edition as the OpenAPI Initiative publishes it; its `$id` has the date of its edition. */
export function publishedSchema(edition: Edition): PublishedSchema {
  const known = schemas.get(edition);
  if (known !== undefined) return known;
  const file = createRequire(import.meta.url).resolve(`@seriousme/openapi-schema-validator/schemas/v${edition}/schema.json`);
  const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const schema = edition === '3.0' ? readableSchema(written) : (written as PublishedSchema);
  schemas.set(edition, schema);
  return schema;
}

/** Validates a part of an OpenAPI document and tells every fault; compiled once for all documents, as that takes a while. */
export function partValidator(edition: Edition, part: OpenApiPart): ValidateFunction {
  const compiler = compilers.get(edition) ?? createCompiler(edition, { allErrors: true, verbose: true, code: { optimize: false } });
  compilers.set(edition, compiler);
  const validate = compiler.getSchema(partReference(edition, part));
  if (validate === undefined) throw new Error(`The published schema of OpenAPI ${edition} has no ${part}`);
  return validate;
}

/** What `$ref` would say of a part in the published schema. */
export function partReference(edition: Edition, part: OpenApiPart): string {
  const { $id } = publishedSchema(edition);
  if (part === 'document') return $id;
  return $id + (edition === '3.0' ? `#/definitions/${partsOf30[part]}` : `#/$defs/${part}`);
}

export function createCompiler(edition: Edition, options: Options): Ajv2020 {
  const created = new Ajv2020({ strict: false, formats: { 'media-range': true }, ...options });
  addFormats.default(created);
  return created.addSchema(publishedSchema(edition));
}

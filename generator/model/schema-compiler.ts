import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { NamedSchema } from './types.ts';

/**
 * How schemas are compiled, at generation and for the validators that are printed. Strict about words, numbers and formats,
 * so that nothing is silently unchecked; not about style, because valid JSON Schema is what the contract may hold.
 */
export const compilerOptions = {
  allErrors: true,
  strictSchema: true,
  strictNumbers: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  validateFormats: true,
  ownProperties: true,
  discriminator: false,
  unicodeRegExp: true,
  // Schemas were checked against the dialect's own schema already, with their places.
  validateSchema: false,
  addUsedSchema: false,
} as const satisfies Options;

/** Words of OpenAPI 3.1's base vocabulary that do not validate. */
const openApiVocabulary = ['discriminator', 'xml', 'externalDocs', 'example'];

/**
 * A compiler that knows every component as `#/components/schemas/<name>`, so any schema of the model compiles as it is:
 * `compiler.compile(parameter.schema)`. Each component becomes a function of its own that others call. `options` adds to or
 * replaces {@link compilerOptions}, for example `{ code: { source: true, esm: true, lines: true } }` for printing.
 */
export function createSchemaCompiler(schemas: readonly NamedSchema[], options: Options = {}): Ajv2020 {
  const compiler = new Ajv2020({ ...compilerOptions, ...options });
  addFormats.default(compiler, { mode: 'full', keywords: false });
  compiler.addVocabulary(openApiVocabulary);
  for (const { name, schema } of schemas) compiler.addSchema(schema, `#/components/schemas/${name}`);
  return compiler;
}

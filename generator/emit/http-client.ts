import type { Api } from '../model/types.ts';
import { extraSchemas } from './extra-schemas.ts';
import type { HttpClientPrinter } from './http-client-printer.ts';
import { header, type OutputFile } from './output-file.ts';

/** Where hey-api's files stand within `generated/<api>/`. */
export const httpFolder = 'client/http';

/** Types and HTTP client, printed by @hey-api/openapi-ts from the bundled document: no file is read again, nothing is fetched. */
export async function emitHttpClient(api: Api, printer: HttpClientPrinter): Promise<OutputFile[]> {
  const printed = await printer.print(documentOf(api), header(`spec/${api.name}`));
  const files = printed.map(({ path, text }) => ({ path: `${httpFolder}/${path}`, text }));
  assertTypes(api, files.find(({ path }) => path === `${httpFolder}/types.gen.ts`)?.text ?? '');
  return files;
}

/** What hey-api reads: the bundled document with the schemas that need a type of their own. */
export function documentOf(api: Api): Record<string, unknown> {
  const { components, ...document } = api.document as { components?: { schemas?: Record<string, unknown> } };
  return {
    ...document,
    components: { ...components, schemas: { ...components?.schemas, ...Object.fromEntries(extraSchemas(api)) } },
  };
}

/** The names that the other emitters print must be the names that hey-api chose. */
function assertTypes(api: Api, text: string): void {
  const printed = new Set([...text.matchAll(/^export type (\w+)/gm)].map((match) => match[1]));
  const expected = [
    ...extraSchemas(api).keys(),
    ...api.schemas.map(({ typeName }) => typeName),
    ...api.operations.map(({ typeName }) => `${typeName}Data`),
  ];
  const missing = expected.filter((name) => !printed.has(name));
  if (missing.length > 0)
    throw new Error(
      `${api.name}: no type was printed for ${missing.join(', ')}; two names of the contract are probably too alike`,
    );
}

import { TextCache } from '../load/text-cache.ts';
import type { JsonSchema } from '../model/json-schema.ts';
import { referenceRenamer } from '../model/rename-references.ts';
import type { Api } from '../model/types.ts';
import { documentSlices, type BundledDocument } from './document-slices.ts';
import { extraSchemas } from './extra-schemas.ts';
import type { HttpClientPrinter } from './http-client-printer.ts';
import { joinSlices, shared } from './joined-modules.ts';
import { header, type OutputFile } from './output-file.ts';

/** Where hey-api's files stand within `generated/<api>/`. */
export const httpFolder = 'client/http';

/** Types and HTTP client, printed by @hey-api/openapi-ts from the bundled document: no file is read again, nothing is fetched. */
export async function emitHttpClient(api: Api, printer: HttpClientPrinter, cache = new TextCache()): Promise<OutputFile[]> {
  const print = async (document: object, isFirst: boolean) => {
    const files = await printer.print(document, header(`spec/${api.name}`));
    return JSON.stringify(isFirst ? files : files.filter(({ path }) => shared.includes(path)));
  };
  const slices = documentSlices(api, documentOf(api));
  const printed = await Promise.all(
    slices.map(async ({ document, borrowed }, index) => {
      const parts = ['http client', api.name, index === 0 ? 'whole' : 'part', JSON.stringify(document)];
      const text = await cache.rememberLater(parts, () => print(document, index === 0));
      return { files: JSON.parse(text) as OutputFile[], borrowed };
    }),
  );
  const files = joinSlices(printed).map(({ path, text }) => ({ path: `${httpFolder}/${path}`, text }));
  assertTypes(api, files.find(({ path }) => path === `${httpFolder}/types.gen.ts`)?.text ?? '');
  return files;
}

/** What hey-api reads: the bundled document with the schemas that need a type of their own. */
export function documentOf(api: Api): BundledDocument {
  const { components, ...document } = api.document as BundledDocument;
  const rename = referenceRenamer(api.schemas);
  const extra = [...extraSchemas(api)].map(([name, schema]): [string, JsonSchema] => [name, rename(schema)]);
  return { ...document, components: { ...components, schemas: { ...components?.schemas, ...Object.fromEntries(extra) } } };
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

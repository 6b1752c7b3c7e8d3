import { TextCache } from '../load/text-cache.ts';
import type { JsonSchema } from '../model/json-schema.ts';
import { referenceRenamer } from '../model/rename-references.ts';
import type { Api } from '../model/types.ts';
import { documentSlices, type BundledDocument } from './document-slices.ts';
import { extraSchemas } from './extra-schemas.ts';
import type { TypePrinter } from './type-printer.ts';
import { joinSlices } from './joined-modules.ts';
import { header, type OutputFile } from './output-file.ts';

/** Types of all schemas and operations, printed by @hey-api/openapi-ts from the bundled document: no file is read again, nothing is fetched. */
export async function emitPrintedTypes(api: Api, printer: TypePrinter, cache = new TextCache()): Promise<OutputFile[]> {
  const print = async (document: object) => JSON.stringify(await printer.print(document, header(`spec/${api.name}`)));
  const slices = documentSlices(api, documentOf(api));
  const printed = await Promise.all(
    slices.map(async ({ document, borrowed }) => {
      const text = await cache.rememberLater(['types', api.name, JSON.stringify(document)], () => print(document));
      return { files: JSON.parse(text) as OutputFile[], borrowed };
    }),
  );
  const text = joinSlices(printed).map((file) => file.text).join('');
  assertTypes(api, text);
  return [{ path: 'types.ts', text }];
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
  const printed = new Set([...text.matchAll(/^export type ([\w\p{L}]+)/gmu)].map((match) => match[1]));
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

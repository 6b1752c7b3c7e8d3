import { bundledPlace } from '../model/bundle-document.ts';
import type { JsonSchema } from '../model/json-schema.ts';
import { referenceRenamer } from '../model/rename-references.ts';
import type { Api } from '../model/types.ts';
import { extraSchemas } from './extra-schemas.ts';
import { header, type OutputFile } from './output-file.ts';
import { declaration } from './types/declaration.ts';
import { operationTypes, type BundledOperation } from './types/operation-types.ts';
import { readForm } from './types/read-form.ts';

/** The model's document, as far as types show it. */
export interface BundledDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

const clientOptions = `export type ClientOptions = {
    baseUrl: \`\${string}://\${string}\` | (string & {});
};`;

/** Types of all schemas and operations, printed from the bundled document as `@hey-api/openapi-ts` prints them. */
export function emitPrintedTypes(api: Api): OutputFile[] {
  const document = documentOf(api);
  const components = document.components?.schemas ?? {};
  const schemas = Object.entries(components).map(([name, schema]) => declaration(name, readForm(schema, { components, component: name })));
  const operations = api.operations.flatMap((operation) => {
    const { path, method } = bundledPlace(operation);
    return operationTypes(operation.typeName, path, document.paths?.[path]?.[method] as BundledOperation, { components });
  });
  return [{ path: 'types.ts', text: `${[header(`spec/${api.name}`), clientOptions, ...schemas, ...operations].join('\n\n')}\n` }];
}

/** The bundled document with the schemas that need a type of their own. */
export function documentOf(api: Api): BundledDocument {
  const { components, ...document } = api.document as BundledDocument;
  const rename = referenceRenamer(api.schemas);
  const extra = [...extraSchemas(api)].map(([name, schema]): [string, JsonSchema] => [name, rename(schema)]);
  return { ...document, components: { ...components, schemas: { ...components?.schemas, ...Object.fromEntries(extra) } } };
}

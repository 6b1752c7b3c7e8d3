import { isLarge } from '../../emit/by-operation.ts';
import type { RecordedDocument } from '../../files/generation-record.ts';
import type { LoadedApi } from '../../model/load-api.ts';
import { schemaCompiler } from '../../model/schema-compiler.ts';
import type { Api } from '../../model/types.ts';
import { hasUnusualReferences } from './references-in.ts';

/**
 * What is remembered of the document of an API, so that an edit of it can be generated alone: it is the only one, made of members that do
 * not depend on each other but by references to components, and large, and nothing in it is about more than one operation.
 */
export function editableDocument({ api, files, plainText }: LoadedApi, { root, lenient, told }: { root: string; lenient: boolean; told: string }): RecordedDocument | undefined {
  if (plainText === undefined || !isLarge(api) || !isEditable(api) || hasUnusualReferences(plainText)) return undefined;
  return { path: (files[0] ?? '').slice(root.length + 1), lenient, told, features: { ...schemaCompiler(api).features } };
}

/** Whether everything in an API is about one operation, or about nothing but schemas. */
export function isEditable({ channels, webhooks, links, served }: Api): boolean {
  return channels.length + webhooks.length + links.length === 0 && served === undefined;
}

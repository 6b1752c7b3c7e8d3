import { extname } from 'node:path';
import { isLarge } from '../../emit/by-operation.ts';
import type { RecordedDocument } from '../../files/generation-record.ts';
import type { Api } from '../../model/types.ts';

/**
 * What is remembered of the document of an API, so that an edit of it can be generated alone: it is the only one, JSON, and large, and
 * nothing in it is about more than one operation.
 */
export function editableDocument(api: Api, files: readonly string[], { root, lenient, told }: { root: string; lenient: boolean; told: string }): RecordedDocument | undefined {
  const [file = ''] = files;
  const isAlone = api.channels.length + api.webhooks.length + api.links.length === 0 && api.served === undefined;
  if (files.length !== 1 || extname(file) !== '.json' || !isLarge(api) || !isAlone) return undefined;
  return { path: file.slice(root.length + 1), lenient, told };
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { checkAsyncApiVersion, checkOpenApiVersion } from './check-version.ts';
import { Located } from './located.ts';
import type { Refusal, RefusalList } from './refusal.ts';
import type { Sources } from './sources.ts';

/** The documents of one API. */
export interface Documents {
  readonly openapi: Located;
  readonly asyncapi?: Located;
}

/** Opens `openapi.yaml` and, if there is one, `asyncapi.yaml` of a folder. Undefined, with refusals, if one of them is unusable. */
export function openDocuments(folder: string, sources: Sources, refusals: RefusalList): Documents | undefined {
  const openapi = openDocument(path.join(folder, 'openapi.yaml'), checkOpenApiVersion, sources, refusals);
  const asyncFile = path.join(folder, 'asyncapi.yaml');
  const asyncapi = existsSync(asyncFile) ? openDocument(asyncFile, checkAsyncApiVersion, sources, refusals) : undefined;
  if (openapi === undefined || !refusals.isEmpty) return undefined;
  return { openapi, ...(asyncapi === undefined ? {} : { asyncapi }) };
}

type CheckVersion = (root: Located) => Refusal | undefined;

function openDocument(file: string, checkVersion: CheckVersion, sources: Sources, refusals: RefusalList): Located | undefined {
  const faults = refusals.toArray().length;
  const source = sources.open(file, { file: sources.displayName(file), line: 1, column: 1, pointer: '' });
  const root = source && Located.rootOf(source);
  // A text that is no YAML says nothing about its version.
  const refusal = root && refusals.toArray().length === faults ? checkVersion(root) : undefined;
  if (refusal !== undefined) refusals.add(refusal);
  return root;
}

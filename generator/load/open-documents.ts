import { statSync } from 'node:fs';
import path from 'node:path';
import { checkAsyncApiVersion, checkOpenApiVersion } from './check-version.ts';
import { documentKind, findDocuments, type DocumentKind } from './find-document.ts';
import { Located } from './located.ts';
import { parseSource } from './parse-source.ts';
import type { Position } from './position.ts';
import { RefusalList, type Refusal } from './refusal.ts';
import type { Sources } from './sources.ts';
import { upgradeAsyncApi } from './upgrade-asyncapi.ts';

/** The documents of one API. */
export interface Documents {
  /** Without operations where there is nothing but an AsyncAPI document. */
  readonly openapi: Located;
  readonly asyncapi?: Located;
  /** The same before a document of AsyncAPI 2 was read as one of AsyncAPI 3. */
  readonly asyncapiAsWritten?: Located;
}

/**
 * Opens the OpenAPI and the AsyncAPI document of a folder, at least one of which is there, or one document by the path of its
 * file. Undefined, with refusals, if one of them is unusable.
 */
export function openDocuments(target: string, sources: Sources, refusals: RefusalList): Documents | undefined {
  const files = documentFiles(target);
  const asyncFile = chooseFile(files.asyncapi, refusals, sources);
  if (files.openapi.length === 0 && asyncFile === undefined) return refuseNothing(target, sources, refusals);
  const openFile = chooseFile(files.openapi, refusals, sources);
  const openapi = openFile === undefined ? undefined : openDocument(openFile, checkOpenApiVersion, sources, refusals);
  const asyncapiAsWritten = asyncFile === undefined ? undefined : openDocument(asyncFile, checkAsyncApiVersion, sources, refusals);
  if (!refusals.isEmpty) return undefined;
  if (asyncapiAsWritten === undefined) return openapi && { openapi };
  const asyncapi = upgradeAsyncApi(asyncapiAsWritten, refusals);
  return { openapi: openapi ?? withoutOperations(asyncapi), asyncapi, asyncapiAsWritten };
}

type Files = Readonly<Record<DocumentKind, readonly string[]>>;

function documentFiles(target: string): Files {
  if (!isFile(target)) return { openapi: findDocuments(target, 'openapi'), asyncapi: findDocuments(target, 'asyncapi') };
  return documentKind(target) === 'asyncapi' ? { openapi: [], asyncapi: [target] } : { openapi: [target], asyncapi: [] };
}

/** Whether the path of a contract is that of a document, not of a folder. */
export function isFile(target: string): boolean {
  return statSync(target, { throwIfNoEntry: false })?.isFile() ?? false;
}

function chooseFile([first, ...others]: readonly string[], refusals: RefusalList, sources: Sources): string | undefined {
  if (first === undefined || others.length === 0) return first;
  const names = [first, ...others].map((file) => path.basename(file)).join(', ');
  const hint = `Call the one that is the contract openapi${path.extname(first)} (or asyncapi), or put each into a folder of its own`;
  refusals.add({ code: 'unreadable-file', message: `which is the contract: ${names}?`, hint, position: beginOf(first, sources) });
  return undefined;
}

function refuseNothing(target: string, sources: Sources, refusals: RefusalList): undefined {
  const file = path.join(target, 'openapi.yaml');
  const message = `there is no file ${sources.displayName(file)}`;
  const hint = 'Correct the path, or create the file (openapi or asyncapi, ending in .yaml, .yml or .json)';
  refusals.add({ code: 'broken-reference', message, hint, position: beginOf(file, sources) });
}

type CheckVersion = (root: Located) => Refusal | undefined;

function openDocument(file: string, checkVersion: CheckVersion, sources: Sources, refusals: RefusalList): Located | undefined {
  const faults = refusals.toArray().length;
  const source = sources.open(file, beginOf(file, sources));
  const root = source && Located.rootOf(source);
  // A text that is no YAML says nothing about its version.
  const refusal = root && refusals.toArray().length === faults ? checkVersion(root) : undefined;
  if (refusal !== undefined) refusals.add(refusal);
  return root;
}

function beginOf(file: string, sources: Sources): Position {
  return { file: sources.displayName(file), line: 1, column: 1, pointer: '' };
}

/** An API of channels only is one without operations. */
function withoutOperations(asyncapi: Located): Located {
  const info = asyncapi.get('info');
  const text = JSON.stringify({
    openapi: '3.1.0',
    info: { title: info?.text('title') ?? '', version: info?.text('version') ?? '' },
    paths: {},
  });
  const { path: asyncPath, file } = asyncapi.source;
  return Located.rootOf(parseSource({ path: `${asyncPath}.openapi`, file, text }, new RefusalList()));
}

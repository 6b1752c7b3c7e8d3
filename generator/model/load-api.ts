import { existsSync } from 'node:fs';
import path from 'node:path';
import { Located } from '../load/located.ts';
import { References } from '../load/references.ts';
import { RefusalList } from '../load/refusal.ts';
import { Refusals } from '../load/refusals.ts';
import { Sources } from '../load/sources.ts';
import { bundleDocument } from './bundle-document.ts';
import { checkExamples, checkSchemas } from './check-schemas.ts';
import { deepFreeze } from './deep-freeze.ts';
import { derivedTypeNames } from './operation-names.ts';
import { readChannels } from './read-channels.ts';
import { readOperations } from './read-operations.ts';
import { SecuritySchemes } from './read-security.ts';
import { Reading } from './reading.ts';
import { createSchemaCompiler } from './schema-compiler.ts';
import { SchemaRegistry } from './schema-registry.ts';
import type { Api } from './types.ts';

export interface LoadOptions {
  /** Folder that the paths in positions are relative to; default: the current directory. */
  readonly base?: string;
  /** Folder that no file of the contract may lie outside of; default: the contract's own folder. */
  readonly root?: string;
}

export interface LoadedApi {
  readonly api: Api;
  /** Every file that was read, absolute, in order of path. */
  readonly files: readonly string[];
}

/**
 * Reads `openapi.yaml` and, if there is one, `asyncapi.yaml` of a folder into one frozen model.
 * Throws {@link Refusals} with everything that is wrong with them.
 */
export async function loadApi(directory: string, options: LoadOptions = {}): Promise<LoadedApi> {
  const folder = path.resolve(directory);
  const refusals = new RefusalList();
  const base = path.resolve(options.base ?? '.');
  const sources = new Sources({ root: path.resolve(options.root ?? folder), base, refusals });
  const fail = () => {
    throw new Refusals(refusals.toArray(), sources.all.map(({ path }) => path), new Map(sources.all.map(({ file, text }) => [file, text])));
  };
  const file = path.join(folder, 'openapi.yaml');
  const openapi = sources.open(file, { file: sources.displayName(file), line: 1, column: 1, pointer: '' });
  const asyncFile = path.join(folder, 'asyncapi.yaml');
  const asyncapi = existsSync(asyncFile) ? sources.open(asyncFile, { file: sources.displayName(asyncFile), line: 1, column: 1, pointer: '' }) : undefined;
  if (openapi === undefined || !refusals.isEmpty) return fail();
  const references = new References(sources, refusals);
  const reading = new Reading(references, refusals, new SchemaRegistry(references, refusals));
  const root = Located.rootOf(openapi);
  reading.schemas.addComponents(root.get('components')?.get('schemas'));
  if (asyncapi !== undefined) reading.schemas.addComponents(Located.rootOf(asyncapi).get('components')?.get('schemas'));
  const schemes = new SecuritySchemes(reading);
  schemes.addComponents(root.get('components')?.get('securitySchemes'));
  const operations = readOperations(root, schemes, reading);
  const channels = asyncapi === undefined ? [] : readChannels(Located.rootOf(asyncapi), operations, schemes, reading);
  const schemas = reading.schemas.finish(operations.flatMap(({ typeName }) => derivedTypeNames(typeName)));
  const compiler = createSchemaCompiler(schemas);
  if (refusals.isEmpty && checkSchemas(reading.schemas.converted, compiler, reading)) checkExamples(reading.examples, compiler, reading);
  if (!refusals.isEmpty) return fail();
  const parts = {
    name: path.basename(folder),
    title: root.get('info')?.text('title') ?? '',
    version: root.get('info')?.text('version') ?? '',
    operations,
    channels,
    schemas,
    securitySchemes: schemes.all,
    dialect: '2020-12' as const,
  };
  const api: Api = { kind: 'api', ...parts, document: bundleDocument(parts) };
  return { api: deepFreeze(api), files: sources.all.map(({ path }) => path) };
}

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import type { Api } from '../model/types.ts';
import { extraSchemas } from './extra-schemas.ts';
import { header, type OutputFile } from './output-file.ts';

/** Where hey-api's files stand within `generated/<api>/`. */
export const httpFolder = 'client/http';

/**
 * Types and HTTP client, printed by @hey-api/openapi-ts from the bundled document: no file is read again, nothing is
 * fetched. It can only print to a folder, so it gets one of its own that is gone afterwards.
 */
export async function emitHttpClient(api: Api): Promise<OutputFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'specwright-'));
  try {
    await printClient(documentOf(api), header(`spec/${api.name}`), folder);
    const files = await readFiles(folder);
    assertTypes(api, files.find(({ path }) => path === `${httpFolder}/types.gen.ts`)?.text ?? '');
    return files;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What hey-api reads: the bundled document with the schemas that need a type of their own. */
export function documentOf(api: Api): Record<string, unknown> {
  const { components, ...document } = api.document as { components?: { schemas?: Record<string, unknown> } };
  const schemas = { ...components?.schemas, ...Object.fromEntries(extraSchemas(api)) };
  // A copy without shared parts, because hey-api changes what it reads.
  return JSON.parse(JSON.stringify({ ...document, components: { ...components, schemas } })) as Record<string, unknown>;
}

async function printClient(input: Record<string, unknown>, firstLine: string, path: string): Promise<void> {
  const { createClient } = await import('@hey-api/openapi-ts');
  await createClient({
    input,
    output: { path, header: firstLine, importFileExtension: '.ts', entryFile: false, postProcess: [], tsConfigPath: null },
    logs: { level: 'silent', file: false },
    plugins: ['@hey-api/typescript', '@hey-api/sdk', { name: '@hey-api/client-fetch', baseUrl: false }],
  });
}

async function readFiles(folder: string): Promise<OutputFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.sort().map(async (path) => ({
      path: `${httpFolder}/${relative(folder, path).split(sep).join('/')}`,
      text: await readFile(path, 'utf8'),
    })),
  );
}

/** The names that the other emitters print must be the names that hey-api chose. */
function assertTypes(api: Api, text: string): void {
  const printed = new Set([...text.matchAll(/^export type (\w+)/gm)].map((match) => match[1]));
  const expected = [...extraSchemas(api).keys(), ...api.schemas.map(({ typeName }) => typeName), ...api.operations.map(({ typeName }) => `${typeName}Data`)];
  const missing = expected.filter((name) => !printed.has(name));
  if (missing.length > 0) throw new Error(`${api.name}: no type was printed for ${missing.join(', ')}; two names of the contract are probably too alike`);
}

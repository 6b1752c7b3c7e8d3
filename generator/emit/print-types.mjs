// A process of its own for @hey-api/openapi-ts: it takes longer to load than everything else together, so it loads while
// the contract is read. Plain JavaScript, so that it starts without a compiler. One message in for each API:
// { id, document, header }; one out: { id, files } or { id, error }.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';

register('./typescript-hooks.mjs', import.meta.url);
const { createClient } = await import('@hey-api/openapi-ts');

let last = Promise.resolve();
// One after the other: documents that are printed at once take more memory and no less time.
process.on('message', (message) => (last = last.then(() => answer(message))));
process.on('disconnect', () => process.exit());

async function answer({ id, document, header }) {
  try {
    process.send({ id, files: await print(document, header) });
  } catch (error) {
    process.send({ id, error: explain(error) });
  }
}

/** It can only print to a folder, so it gets one that is gone afterwards. */
async function print(input, header) {
  const path = await mkdtemp(join(tmpdir(), 'specwright-'));
  try {
    await createClient({
      input,
      output: { path, header, importFileExtension: '.ts', entryFile: false, postProcess: [], tsConfigPath: null },
      // The document has a schema for each direction already, where they differ.
      parser: { transforms: { readWrite: false } },
      logs: { level: 'silent', file: false },
      plugins: ['@hey-api/typescript'],
    });
    return await readFiles(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}

async function readFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(
    paths.map(async (path) => ({ path: relative(folder, path).split(sep).join('/'), text: await readFile(path, 'utf8') })),
  );
}

/** hey-api wraps what went wrong. */
function explain(error) {
  const cause = error?.originalError?.error ?? error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

// The commands that are run all day, compiled into a few files: to find and to compile hundreds of modules takes Node longer than the
// work that they have to do after a small edit. What is compiled is kept below .cache/ until a source changes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache', 'compiled');
const entryPoints = ['bin/dispatch.ts', 'generator/cli.ts'];

/** A module of the sources, compiled; undefined where it cannot be, as in a checkout that is read only. */
export async function importCompiled(module) {
  try {
    const folder = join(cache, keyOfSources());
    if (!existsSync(folder)) await compile(folder);
    return await import(pathToFileURL(join(folder, module.replace(/\.ts$/, '.js'))).href);
  } catch (error) {
    if (error?.code === 'ERR_MODULE_NOT_FOUND' || error?.code === 'EACCES' || error?.code === 'EROFS') return undefined;
    throw error;
  }
}

/** Of paths, sizes and times of last change: whoever edits a file changes one of them. */
function keyOfSources() {
  const hash = createHash('sha256').update(process.version);
  for (const path of [...sourcesBelow('generator'), ...sourcesBelow('runtime'), 'bin/dispatch.ts', 'bin/compiled.mjs', 'package-lock.json']) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 20);
}

function sourcesBelow(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true });
  return entries.filter((path) => path.endsWith('.ts')).map((path) => join(folder, path)).sort();
}

async function compile(folder) {
  const { build } = await import('esbuild');
  mkdirSync(cache, { recursive: true });
  for (const other of readdirSync(cache).map((name) => join(cache, name))) if (isOld(other)) rmSync(other, { recursive: true, force: true });
  const draft = mkdtempSync(join(cache, 'draft-'));
  const banner = { js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);" };
  const options = { bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'error', banner };
  await build({ ...options, absWorkingDir: root, entryPoints, outdir: draft, outbase: '.', external: ['@asyncapi/*', '@redocly/*'], plugins: [keepPlaces] });
  if (existsSync(folder)) rmSync(draft, { recursive: true });
  else renameSync(draft, folder);
}

/** Another process may still be loading what was compiled a moment ago. */
function isOld(path) {
  return Date.now() - statSync(path).mtimeMs > 86_400_000;
}

/** A module that looks for files beside itself looks beside its source. */
const keepPlaces = {
  name: 'keep-places',
  setup: ({ onLoad }) =>
    onLoad({ filter: /(generator|runtime)\/.*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    })),
};

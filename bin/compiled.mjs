// The commands that are run all day, compiled into a few files: to find and to compile hundreds of modules takes Node longer than the
// work that they have to do. What is compiled is kept below .cache/ until a source changes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache', 'compiled');

/** The house says `specwright/runtime` and means its own sources; other packages stay what they are. */
const house = {
  packages: 'external',
  alias: {
    'specwright/runtime': './runtime/index.ts',
    'specwright/client': './runtime/client/index.ts',
    'specwright/conformance': './conformance/index.ts',
    specwright: './generator/index.ts',
  },
  sourcemap: 'linked',
};
const banner = { js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);" };
/** What belongs together: where its modules are, and how they are put into files. */
const programs = {
  generator: {
    sources: ['generator', 'runtime', 'bin/dispatch.ts'],
    options: { entryPoints: ['bin/dispatch.ts', 'generator/cli.ts', 'generator/commands/mock.ts'], external: ['@asyncapi/*', '@redocly/*'], banner },
  },
  services: { sources: ['domain', 'generated', 'handlers', 'main', 'runtime', 'main.ts'], options: { entryPoints: ['main.ts'], ...house } },
  tests: {
    sources: ['bench', 'bin', 'conformance', 'domain', 'generated', 'generator', 'handlers', 'main', 'runtime', 'test', 'main.ts'],
    options: { outbase: '.cache', ...house },
  },
};

/** A module of the sources, compiled; undefined where it cannot be: in a checkout that is read only, or with a mistake for the sources to tell. */
export async function importCompiled(program, module) {
  const folder = await compiled(programs[program]).catch(() => undefined);
  if (folder === undefined) return undefined;
  if (programs[program].options.sourcemap) process.setSourceMapsEnabled(true);
  return import(pathToFileURL(join(folder, module.replace(/\.ts$/, '.js'))).href);
}

/** The files of tests, compiled; the files as they are where they cannot be. */
export async function compileTests(files) {
  const { sources, options } = programs.tests;
  const folder = await compiled({ sources, options: { ...options, entryPoints: files } }).catch(() => undefined);
  return folder === undefined ? files : files.map((file) => join(folder, relative(join(root, '.cache'), file)).replace(/\.ts$/, '.js'));
}

async function compiled({ sources, options }) {
  const folder = join(cache, keyOf(sources));
  if (!existsSync(folder)) await compile(folder, options);
  return folder;
}

/** Of paths, sizes and times of last change: whoever edits a file changes one of them. */
function keyOf(sources) {
  const hash = createHash('sha256').update(process.version);
  for (const path of [...sources.flatMap(sourcesBelow), 'bin/compiled.mjs', 'package-lock.json']) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 20);
}

function sourcesBelow(source) {
  if (isSource(source)) return [source];
  const entries = readdirSync(join(root, source), { recursive: true });
  return entries.filter(isSource).map((path) => join(source, path)).sort();
}

/** Some of what is generated is JavaScript. */
function isSource(path) {
  return /\.(ts|js|mjs)$/.test(path);
}

async function compile(folder, options) {
  const { build } = await import('esbuild');
  mkdirSync(cache, { recursive: true });
  for (const other of readdirSync(cache).map((name) => join(cache, name))) if (isOld(other)) rmSync(other, { recursive: true, force: true });
  const draft = mkdtempSync(join(cache, 'draft-'));
  const places = { absWorkingDir: root, outdir: draft, outbase: '.', plugins: [keepPlaces] };
  await build({ bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'silent', ...places, ...options });
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
    onLoad({ filter: /\.(ts|js|mjs)$/ }, ({ path }) => (path.includes('/node_modules/') ? undefined : { contents: withPlaces(path), loader: 'ts' })),
};

function withPlaces(path) {
  return readFileSync(path, 'utf8')
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)));
}

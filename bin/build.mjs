// `npm run build`: dist/ is what the package ships of bin/, conformance/, generator/ and runtime/, compiled, with the files that are read as they are.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './ensure-installed.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

ensureInstalled();
rmSync(dist, { recursive: true, force: true });
// Types are checked by `npm test`; here they are only printed.
run('node_modules/typescript-7/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck');
run('bin/bundle-runtime.mjs', join(dist, 'runtime'));
for (const folder of ['conformance', 'generator', 'runtime']) cpSync(join(root, folder), join(dist, folder), { recursive: true, filter: isReadAsItIs });
chmodSync(join(dist, 'bin', 'package.js'), 0o755);

function run(...program) {
  const { status } = spawnSync(process.execPath, program, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

/** Templates, and programs that are JavaScript in the source tree already. */
function isReadAsItIs(path) {
  return statSync(path).isDirectory() || ['.hbs', '.mjs'].includes(extname(path)) || path.endsWith('.schema.json');
}

import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Installs what package-lock.json names when node_modules is missing or differs; otherwise does nothing, in milliseconds. */
export function ensureInstalled() {
  const reason = whyInstall();
  if (!reason) return;
  if (isLink('node_modules')) {
    console.error(`specwright: node_modules is a link, and what it leads to does not fit package-lock.json (${reason}). Run \`npm ci\` there.`);
    process.exit(2);
  }
  console.error(`specwright: installing dependencies (${reason}); this takes about half a minute …`);
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return;
  console.error('specwright: `npm ci` failed (see above). Check the network and the registry, then run the command again.');
  process.exit(result.status ?? 1);
}

/** npm keeps node_modules/.package-lock.json as the record of what it installed. */
function whyInstall() {
  const wanted = packages('package-lock.json');
  const installed = packages('node_modules/.package-lock.json');
  if (!installed) return 'none are installed yet';
  const stale = Object.entries(wanted ?? {}).find(
    ([path, { version, optional }]) => path && !(optional && !installed[path]) && installed[path]?.version !== version,
  );
  return stale && `${stale[0].replace('node_modules/', '')} is not at ${stale[1].version}`;
}

/** `npm ci` would empty the folder of somebody else that it leads to. */
function isLink(path) {
  return lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function packages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

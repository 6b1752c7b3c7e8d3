import { watch } from 'chokidar';
import { extname, relative, sep } from 'node:path';

/** Editors write a file in several steps, and generators write several files. */
const settleMs = 80;
const unwatched = new Set(['node_modules', 'dist', 'coverage', 'test', 'tests']);
const codeEndings = new Set(['.ts', '.js', '.mjs', '.cjs', '.json', '.sql']);

export interface ProjectWatch {
  /** Resolves to paths relative to the project that changed since the last time, as soon as there are some. */
  next(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Watches contracts (everything below spec/) and code; resolves when nothing that changes from now on is missed. */
export async function watchProject(root: string): Promise<ProjectWatch> {
  const changed = new Set<string>();
  let wake: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(root, { ignoreInitial: true, ignored: (path, stats) => isIgnored(relative(root, path), stats?.isFile() === true) });
  watcher.on('all', (_event, path) => {
    changed.add(relative(root, path));
    clearTimeout(timer);
    timer = setTimeout(() => wake?.(), settleMs);
  });
  watcher.on('error', (error) => console.error(`specwright dev: ${String(error)}`));
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    next: async () => {
      if (changed.size === 0 || timer !== undefined) await new Promise<void>((resolve) => (wake = resolve));
      [wake, timer] = [undefined, undefined];
      const paths = [...changed].sort();
      changed.clear();
      return paths;
    },
    close: () => (clearTimeout(timer), watcher.close()),
  };
}

function isIgnored(path: string, isFile: boolean): boolean {
  const folders = path.split(sep);
  if (folders.some((name) => unwatched.has(name) || /^\.[^.]/.test(name))) return true;
  return isFile && !isContract(path) && !codeEndings.has(extname(path));
}

/** Whether a change may concern a contract. */
export function isContract(path: string): boolean {
  return path.startsWith(`spec${sep}`);
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { hasColours, paint } from '../report.ts';

export interface TypeChecker {
  close(): void;
}

/**
 * The project's own compiler, watching beside the service: whatever it finds is printed with its lines, and keeps nothing from
 * being served. Undefined where the project has no compiler or no settings for it.
 */
export function startTypeChecker(root: string): TypeChecker | undefined {
  const compiler = findCompiler(root);
  if (compiler === undefined || !existsSync(join(root, 'tsconfig.json'))) return undefined;
  const args = [compiler, '-p', root, '--noEmit', '--watch', '--preserveWatchOutput', '--pretty', 'true'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let lines: string[] = [];
  let hadErrors: boolean | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const text = stripVTControlCharacters(line);
    const summary = /Found (\d+) errors?\. Watching/.exec(text);
    if (summary === null) return void (isNews(text) && lines.push(hasColours() ? line : text));
    const errors = Number(summary[1]);
    if (errors > 0 || hadErrors !== false) console.error([...lines, tell(errors)].join('\n'));
    hadErrors = errors > 0;
    lines = [];
  });
  return { close: () => void child.kill() };
}

/** Not `12:00:00 - File change detected. …`, nor blank lines at the beginning. */
function isNews(text: string): boolean {
  return !/(Starting (incremental )?compilation|File change detected)/.test(text) && text.trim() !== '';
}

function tell(errors: number): string {
  if (errors === 0) return `${paint('green', 'types')}: no errors`;
  return `${paint('red', 'types')}: ${errors} ${errors === 1 ? 'error' : 'errors'}; what is served may fail there`;
}

function findCompiler(root: string): string | undefined {
  try {
    return createRequire(join(root, 'package.json')).resolve('typescript/bin/tsc');
  } catch {
    return undefined;
  }
}

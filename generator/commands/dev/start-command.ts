import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../arguments.ts';

export interface StartOptions {
  /** A program to start instead of what `npm start` would. */
  readonly entry?: string;
  /** What the program is told. */
  readonly args: readonly string[];
}

/** Arguments for Node that start the project's service: `npm start`'s own, or `--entry`. */
export function startCommand(root: string, { entry, args }: StartOptions): string[] {
  if (entry === undefined) return [...startScript(root), ...args];
  if (!existsSync(join(root, entry))) throw new UsageError(`specwright dev: there is no file ${entry} in ${root} (--entry)`);
  return ['--import', 'tsx', entry, ...args];
}

function startScript(root: string): string[] {
  const script = readScript(join(root, 'package.json'));
  if (script === undefined && existsSync(join(root, 'main.ts'))) return ['--import', 'tsx', 'main.ts'];
  if (script === undefined) throw new UsageError(`specwright dev: package.json of ${root} has no script start; name the program with --entry`);
  const [program, ...words] = script.trim().split(/\s+/);
  if (program !== 'node' || /["'`$&|;<>()*?\\]/.test(script))
    throw new UsageError(`specwright dev: the script start is ${JSON.stringify(script)}, which is no plain node command; name the program with --entry`);
  return words;
}

function readScript(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const { scripts } = JSON.parse(readFileSync(path, 'utf8')) as { readonly scripts?: Readonly<Record<string, string>> };
  return scripts?.['start'];
}

import { join } from 'node:path';
import { readArguments } from './arguments.ts';
import { openProject } from './project.ts';
import { hasColours, paint } from './report.ts';

export const lintHelp = `specwright lint [options]

Reads every contract under spec/ and names, with line and column, what is wrong in it and what is not supported.

  --only <api>    one API instead of all
  --root <dir>    the folder that holds spec/ (default: the nearest one above the current folder)
  --help          this text

Exit code: 0 nothing to mend, 2 a contract or an option was refused.`;

/** `specwright lint`: returns the exit code. */
export async function lint(args: readonly string[]): Promise<number> {
  const options = readArguments('lint', args, {
    only: { type: 'string' },
    root: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const);
  if (options.help === true) return (console.log(lintHelp), 0);
  const { root, apis } = openProject(options);
  const results: boolean[] = [];
  for (const name of apis) results.push(await lintApi(root, name));
  return results.every(Boolean) ? 0 : 2;
}

/** One refused contract does not keep the next from being read. */
async function lintApi(root: string, name: string): Promise<boolean> {
  const { loadApi } = await import('../model/load-api.ts');
  const { Refusals } = await import('../load/refusals.ts');
  const { formatRefusals } = await import('../load/format-refusals.ts');
  try {
    await loadApi(join(root, 'spec', name), { base: root, root: join(root, 'spec') });
    console.error(`${paint('green', name)}: nothing to mend`);
    return true;
  } catch (error) {
    if (!(error instanceof Refusals)) throw error;
    console.error(formatRefusals(error, { colours: hasColours() }));
    return false;
  }
}

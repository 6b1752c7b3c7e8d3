import { join } from 'node:path';
import { readArguments } from './arguments.ts';
import { eachOf } from './each-of.ts';
import { allApis, openProject } from './project.ts';
import { readContractSettings } from './read-contract-settings.ts';
import { paint } from './report.ts';

export const scaffoldHelp = `specwright scaffold [options]

Creates what a contract asks to be written by hand and is missing: a handler and a test for each operation and each
received message, connection.ts for each channel, context.ts, problems.ts and sign-in.ts. Never touches a file that exists.

  --only <api>    one API instead of all
  --lenient       take contracts with faults, as generate does
  --root <dir>    the folder that holds spec/ (default: the nearest one above the current folder)
  --help          this text

Exit code: 0 done, 2 a contract or an option was refused.`;

/** `specwright scaffold`: returns the exit code. */
export async function scaffold(args: readonly string[]): Promise<number> {
  const options = readArguments('scaffold', args, {
    only: { type: 'string' },
    lenient: { type: 'boolean' },
    root: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const);
  if (options.help === true) return (console.log(scaffoldHelp), 0);
  const { root, apis } = openProject(options);
  const settings = readContractSettings(root, allApis(root));
  await eachOf(apis, async (name) => report(name, await scaffoldApi(root, name, options.lenient === true || settings.lenient.has(name))));
  return 0;
}

async function scaffoldApi(root: string, name: string, lenient: boolean): Promise<string[]> {
  const { loadApi } = await import('../model/load-api.ts');
  const { emitStubs } = await import('../emit/stubs.ts');
  const { scaffoldFiles } = await import('../files/scaffold-files.ts');
  const { api } = await loadApi(join(root, 'spec', name), { base: root, root: join(root, 'spec'), lenient });
  return scaffoldFiles(root, emitStubs(api));
}

function report(name: string, created: readonly string[]): void {
  const text = created.length === 0 ? 'nothing is missing' : `${created.length} files created`;
  console.error([`${paint('green', name)}: ${text}`, ...created.map((path) => `  ${path}`)].join('\n'));
}

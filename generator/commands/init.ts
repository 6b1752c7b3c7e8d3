import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { readArguments, UsageError } from './arguments.ts';
import { paint } from './report.ts';

export const initHelp = `specwright init <folder> [options]

Creates a project: a contract with two operations, one of them kept by a handler, the other a stub; tests, CI, README.
The folder's name is the name of the service: small letters, digits and dashes. The folder must be empty, but for .git, or not exist.

  --database       with PostgreSQL: a pool, an embedded server for development and tests, a migration
  --no-database    without (the default)
  --no-install     do not run npm install
  --help           this text

Exit code: 0 done, 1 npm install failed, 2 the folder or an option was refused.`;

/** `specwright init`: returns the exit code. */
export async function init(args: readonly string[]): Promise<number> {
  const folders = args.filter((arg) => !arg.startsWith('-'));
  const options = readArguments('init', args.filter((arg) => arg.startsWith('-')), {
    database: { type: 'boolean' },
    'no-database': { type: 'boolean' },
    'no-install': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const);
  if (options.help === true) return (console.log(initHelp), 0);
  if (options.database === true && options['no-database'] === true) throw refusal('either --database or --no-database');
  const root = newFolder(folders);
  await createProject(root, options.database === true);
  const installed = options['no-install'] !== true;
  if (installed && !install(root)) return 1;
  console.error(nextSteps(root, installed));
  return 0;
}

/** The folder to fill, absolute. */
function newFolder(folders: readonly string[]): string {
  const [folder, ...others] = folders;
  if (folder === undefined) throw refusal('name the folder to create, for example: specwright init my-service');
  if (others.length > 0) throw refusal(`one folder at a time, not ${folders.join(' and ')}`);
  const root = resolve(folder);
  const name = basename(root);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 64)
    throw refusal(`${name} cannot be a service's name: small letters, digits and dashes, a letter first, 64 at the most`);
  if (name === 'specwright') throw refusal('specwright is the name of the package that the project depends on; choose another');
  if (existsSync(root) && contents(root).length > 0) throw refusal(`${root} is not empty; nothing was written`);
  return root;
}

/** A repository without a commit is as good as empty. */
function contents(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name !== '.git');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') throw refusal(`${folder} is a file, not a folder`);
    throw error;
  }
}

function refusal(text: string): UsageError {
  return new UsageError(`specwright init: ${text} (specwright init --help)`);
}

async function createProject(root: string, database: boolean): Promise<void> {
  const { projectFiles } = await import('./project-files.ts');
  const { installedFrom } = await import('./installed-from.ts');
  const { scaffoldFiles } = await import('../files/scaffold-files.ts');
  const { generate } = await import('./generate.ts');
  const { scaffold } = await import('./scaffold.ts');
  const name = basename(root);
  const created = scaffoldFiles(root, projectFiles({ name, database, specwright: installedFrom(root) }));
  console.error([`${paint('green', name)}: ${created.length} files created`, ...created.map((path) => `  ${path}`)].join('\n'));
  await generate(['--root', root]);
  await scaffold(['--root', root]);
}

function install(root: string): boolean {
  console.error('npm install: this takes up to a minute …');
  const { status } = spawnSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) console.error(`npm install failed (see above). Mend it, then run it in ${root}.`);
  return status === 0;
}

function nextSteps(root: string, installed: boolean): string {
  const folder = relative(process.cwd(), root);
  const commands = [...(folder === '' ? [] : [`cd ${/\s/.test(folder) ? `'${folder}'` : folder}`]), ...(installed ? [] : ['npm install']), 'npm test', 'npm start'];
  return ['', 'Next:', ...commands.map((command) => `  ${command}`), '', 'README.md says how to add an operation.'].join('\n');
}

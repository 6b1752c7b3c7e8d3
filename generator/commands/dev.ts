import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isCurrent } from '../files/generation-record.ts';
import { readArguments } from './arguments.ts';
import { HandOver } from './dev/hand-over.ts';
import { readEnvironment } from './dev/read-environment.ts';
import { startCommand } from './dev/start-command.ts';
import { TypeChecker } from './dev/type-checker.ts';
import { isContract, watchProject } from './dev/watch-project.ts';
import { explainError } from './explain-error.ts';
import { generate } from './generate.ts';
import { nextSignal } from './next-signal.ts';
import { openProject, type Project } from './project.ts';
import { paint } from './report.ts';

export const devHelp = `specwright dev [options] [-- arguments for the service]

Runs the service as npm start would, and follows what you write: a change below spec/ is generated, a change of code or of
what was generated starts a new process on the same port, and then the old one finishes what it has begun (WebSockets are
closed with 1001). Where a contract is refused or a new process does not start, the reason is shown with its lines, and
the last good state keeps serving. The compiler watches beside it and shows what it finds.

An operation without a handler, or whose handler is a stub, is answered from the contract: an example, or else data made from
the schema. The header x-specwright-mock says which; Prefer: code=404 and Prefer: example=cat choose (specwright mock --help).

  --only <api>     one API instead of all; the service is told so, too
  --entry <file>   the program to run (default: what the script start of package.json runs, else main.ts)
  --no-types       do not run the compiler
  --stop-first     end the old process before the new one starts: for programs of which only one can run
  --root <dir>     the folder that holds spec/ (default: the nearest one above the current folder)
  --help           this text

dev.env in specwright.yaml sets variables of the environment that are not set already, for what two processes cannot share.

Exit code: 0 stopped by a signal, 2 an option was refused or there is no program to run.`;

/** `specwright dev`: follows changes until a signal comes; returns the exit code. */
export async function dev(args: readonly string[]): Promise<number> {
  const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  const options = readArguments('dev', own, {
    only: { type: 'string' },
    entry: { type: 'string' },
    'no-types': { type: 'boolean' },
    'stop-first': { type: 'boolean' },
    root: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const);
  if (options.help === true) return (console.log(devHelp), 0);
  const project = openProject(options);
  const passed = [...(options.only === undefined ? [] : ['--only', options.only]), ...args.slice(own.length + 1)];
  const command = startCommand(project.root, { ...options, args: passed });
  const variables = readEnvironment(project.root);
  const service = new HandOver({ root: project.root, command, variables, stopFirst: options['stop-first'] === true });
  await follow(project, service, { types: options['no-types'] !== true, stopped: nextSignal() });
  return 0;
}

interface FollowOptions {
  readonly types: boolean;
  readonly stopped: Promise<unknown>;
}

async function follow(project: Project, service: HandOver, { types, stopped }: FollowOptions): Promise<void> {
  const { root, apis } = project;
  await regenerate(project);
  const watch = await watchProject(root);
  // What was written before the watch stood.
  if (apis.some((name) => !isCurrent({ root, name }))) await regenerate(project);
  if (existsSync(join(root, 'generated'))) void service.restart();
  const checker = types ? TypeChecker.of(root) : undefined;
  checker?.check();
  const end = stopped.then(() => undefined);
  // A process that takes long to start, or never does, keeps no change from being followed.
  for (let paths = await Promise.race([watch.next(), end]); paths !== undefined; paths = await Promise.race([watch.next(), end])) {
    if (paths.some(isContract)) await regenerate(project);
    if (paths.every(isContract)) continue;
    void service.restart();
    checker?.check();
  }
  console.error(`${paint('green', 'dev')}: stopping`);
  checker?.close();
  await Promise.all([watch.close(), service.close()]);
}

/** What is refused is told; what was generated before stays. What was written is a change, and the watch sees it. */
async function regenerate({ root, apis, isWhole }: Project): Promise<void> {
  const only = isWhole ? [] : apis.flatMap((name) => ['--only', name]);
  try {
    await generate(['--root', root, ...only]);
  } catch (error) {
    const explanation = explainError(error);
    if (explanation === undefined) throw error;
    console.error(`${explanation}\n${paint('red', 'dev')}: nothing was generated; the last good state stays`);
  }
}

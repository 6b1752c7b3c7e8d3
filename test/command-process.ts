import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Run } from './generator/cli/run-specwright.ts';

const child = new URL('./command-process-child.mjs', import.meta.url).pathname;

/**
 * Runs commands of specwright in a process of their own, one after the other. Starting one for each costs a second and more: that is
 * for tests of what only a whole process shows.
 */
class CommandProcess {
  readonly #process;
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    this.#process = fork(child, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#process.unref();
    this.#process.channel?.unref();
  }

  run(args: readonly string[], cwd: string): Promise<Run> {
    const run = this.#last.then(async () => {
      const answer = once(this.#process, 'message', { signal: AbortSignal.timeout(120_000) });
      this.#process.channel?.ref();
      this.#process.send({ args, cwd });
      const [ran] = (await answer) as [Run];
      this.#process.channel?.unref();
      return ran;
    });
    this.#last = run.catch(() => undefined);
    return run;
  }
}

let shared: CommandProcess | undefined;

/** Runs a command in the one process of this kind that a test process has; it ends with it. */
export function runCommand(args: readonly string[], { cwd = process.cwd() }: { cwd?: string } = {}): Promise<Run> {
  shared ??= new CommandProcess();
  return shared.run(args, cwd);
}

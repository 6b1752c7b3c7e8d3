import { fork, type ChildProcess } from 'node:child_process';
import type { Task } from './corpus-worker.ts';
import type { CorpusResult } from './corpus-result.ts';

/** Runs documents one after another in a process of its own, which is replaced when a document brings it down. */
export class Worker {
  readonly #milliseconds: number;
  #child: ChildProcess | undefined;

  /** `milliseconds`: the most that a document may take. */
  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  run(task: Task): Promise<CorpusResult> {
    const started = performance.now();
    const child = (this.#child ??= start());
    return new Promise((resolve) => {
      const settle = (result: CorpusResult) => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(result);
      };
      const crash = (error: string) => {
        this.#child = undefined;
        const milliseconds = Math.round(performance.now() - started);
        settle({ ...task.document, outcome: 'crashed', milliseconds, refusals: [], warnings: [], error });
      };
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        crash(`no end within ${this.#milliseconds} ms`);
      }, this.#milliseconds);
      child.once('message', (result) => settle(result as CorpusResult));
      child.once('exit', (code, signal) => crash(`the process ended (${String(code ?? signal)})`));
      child.send(task);
    });
  }

  close(): void {
    this.#child?.disconnect();
  }
}

function start(): ChildProcess {
  const program = new URL('corpus-worker.ts', import.meta.url).pathname;
  return fork(program, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
}

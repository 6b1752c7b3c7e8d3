import { fork, type ChildProcess } from 'node:child_process';
import { RuntimeError } from '../errors.ts';
import { workerVariable, type FromWorker, type MetricValues, type ToWorker } from './messages.ts';
import { restartDelay, steadyMs } from './restart-delay.ts';

export interface SlotOptions {
  readonly program: readonly string[];
  readonly setup: unknown;
  /** Its worker ended unasked; the next one is started after so many milliseconds. */
  readonly onCrash: (how: string, delayMs: number) => void;
}

/** The place of one worker: while it is not stopped, some process fills it. */
export class WorkerSlot {
  readonly #options: SlotOptions;
  #child: ChildProcess | undefined;
  #crashes = 0;
  #isStopped = false;
  #restart: NodeJS.Timeout | undefined;
  readonly #asked = new Map<number, (values: MetricValues) => void>();
  #isServing = false;

  constructor(options: SlotOptions) {
    this.#options = options;
  }

  get isServing(): boolean {
    return this.#isServing;
  }

  /**
   * Resolves to the first worker's report when it serves; from then on one that ends unasked is followed by another.
   * @throws RuntimeError `worker-failed` with the worker's own sentence
   */
  start(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = (sentence: string): void => reject(new RuntimeError('worker-failed', sentence));
      const child = this.#fork((message) => {
        if (message.kind === 'failed') fail(message.sentence);
        if (message.kind === 'ready') resolve(message.report);
      });
      child.once('exit', () => fail('A worker ended before it served.'));
    });
  }

  /** Undefined of a worker that does not serve now. */
  metrics(id: number): Promise<MetricValues | undefined> {
    const child = this.#child;
    if (child === undefined || !this.#isServing) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const settle = (values: MetricValues | undefined): void => {
        this.#asked.delete(id);
        child.off('exit', onExit);
        resolve(values);
      };
      const onExit = (): void => settle(undefined);
      child.once('exit', onExit);
      this.#asked.set(id, settle);
      tell(child, { kind: 'metrics', id });
    });
  }

  /** Drained within so many milliseconds, or killed. */
  async stop(withinMs: number): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#restart);
    const child = this.#child;
    if (child === undefined || hasEnded(child)) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    tell(child, { kind: 'stop' });
    const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
    await exited;
    clearTimeout(timer);
  }

  kill(): void {
    this.#isStopped = true;
    clearTimeout(this.#restart);
    this.#child?.kill('SIGKILL');
  }

  #fork(onMessage: (message: FromWorker) => void): ChildProcess {
    const { program: [file = '', ...args], setup } = this.#options;
    const child = fork(file, args, { env: { ...process.env, [workerVariable]: 'yes' } });
    this.#child = child;
    let readyAt: number | undefined;
    child.on('message', (message: FromWorker) => {
      if (message.kind === 'loaded') tell(child, { kind: 'start', setup });
      if (message.kind === 'metrics') this.#asked.get(message.id)?.(message.values);
      if (message.kind === 'ready') {
        readyAt = performance.now();
        this.#isServing = true;
      }
      onMessage(message);
    });
    child.once('exit', (code, signal) => this.#afterExit(signal ?? `exit code ${code}`, readyAt));
    return child;
  }

  /** One that never served and is the first is its starter's to complain of. */
  #afterExit(how: string, readyAt: number | undefined): void {
    this.#isServing = false;
    if (this.#isStopped || (readyAt === undefined && this.#crashes === 0)) return;
    const isSteady = readyAt !== undefined && performance.now() - readyAt > steadyMs;
    this.#crashes = isSteady ? 1 : this.#crashes + 1;
    const delay = restartDelay(this.#crashes);
    this.#options.onCrash(how, delay);
    this.#restart = setTimeout(() => this.#fork(() => undefined), delay);
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** One that is just ending hears nothing any more. */
function tell(child: ChildProcess, message: ToWorker): void {
  if (child.connected) child.send(message, () => undefined);
}

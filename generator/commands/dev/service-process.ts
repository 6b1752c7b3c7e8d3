import { spawn, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Demand, Development, Report } from './development.ts';

/** Longer than the runtime's own time for requests in flight, by default. */
const drainMs = 15_000;

export interface ServiceProcessOptions extends Development {
  /** Arguments for Node. */
  readonly command: readonly string[];
  /** Variables beside our own. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface Listening {
  readonly url: string;
  readonly port: number;
}

/** A process that runs the project's services, from its start to its end. */
export class ServiceProcess {
  /** By service, as they began to listen. */
  readonly listening = new Map<string, Listening>();
  /** What was thrown and not caught, with its stack. */
  readonly failures: string[] = [];
  /** Resolves to the exit code, or to the name of the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  #hasEnded = false;
  #isDraining = false;
  readonly #child: ChildProcess;
  readonly #listeners: (() => void)[] = [];

  constructor({ command, variables, ...development }: ServiceProcessOptions) {
    this.#child = spawn(process.execPath, command, {
      cwd: development.root,
      // Its own group: a Ctrl-C is ours to pass on, in order.
      detached: true,
      env: { ...environment(development), ...variables },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => (this.failures.push(String(error)), resolve(1)));
      this.#child.once('exit', (code, signal) => resolve(code ?? signal ?? 1));
    });
    this.#child.on('message', (report: Report) => this.#hear(report));
    void this.ended.then(() => ((this.#hasEnded = true), this.#tell()));
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Whether it lets nobody new in. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Resolves as soon as `isReached`, asked again whenever the process has told something, and when it ends. */
  async until(isReached: () => boolean): Promise<void> {
    while (!isReached() && !this.#hasEnded) await new Promise<void>((resolve) => this.#listeners.push(resolve));
  }

  /** Lets nobody new in, finishes what has begun, ends. */
  async drain(): Promise<void> {
    if (this.#hasEnded) return;
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), drainMs);
    if (this.listening.size === 0) this.#child.kill('SIGTERM');
    else this.#child.send({ kind: 'drain' } satisfies Demand, () => undefined);
    await this.ended;
    clearTimeout(timer);
  }

  #hear(report: Report): void {
    if (report.kind === 'failed') return void this.failures.push(report.stack);
    if (report.kind === 'draining') this.#isDraining = true;
    else this.listening.set(report.service, { url: report.url, port: report.port });
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners.splice(0)) listener();
  }
}

/** Of our own folder, in the spelling that this module itself has: `.ts` in the sources, `.js` in the package. */
function moduleUrl(name: string): string {
  return new URL(`./${name}`, import.meta.url).href;
}

function environment(development: Development): NodeJS.ProcessEnv {
  const nodeOptions = process.env['NODE_OPTIONS'];
  const ending = extname(fileURLToPath(import.meta.url));
  const told = { ...development, serveForDevelopment: moduleUrl(`serve-for-development${ending}`), nodeOptions };
  const imports = [...(ending === '.ts' ? [import.meta.resolve('tsx')] : []), moduleUrl('preload.mjs')].map((url) => `--import=${url}`);
  return { ...process.env, SPECWRIGHT_DEV: JSON.stringify(told), NODE_OPTIONS: [nodeOptions ?? '', ...imports].join(' ').trim() };
}

import { paint } from '../report.ts';
import { explainFailure } from './explain-failure.ts';
import { ServiceProcess, type Listening } from './service-process.ts';

/** How long a new process may take from its first service to those that the old one has, too. */
const allServicesMs = 5000;

export interface HandOverOptions {
  readonly root: string;
  readonly command: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** End the old process before the new one starts, for programs of which only one can run. */
  readonly stopFirst: boolean;
}

/** Runs one process of the services at a time, and two for a moment, so that somebody always listens. */
export class HandOver {
  readonly #options: HandOverOptions;
  #current: ServiceProcess | undefined;
  /** Not serving yet. */
  #starting: ServiceProcess | undefined;
  /** Counts restarts: one that finds another behind it gives way. */
  #turn = 0;
  /** Old ones that still finish something. */
  readonly #draining = new Set<Promise<void>>();
  #ports: Readonly<Record<string, number>> = {};

  constructor(options: HandOverOptions) {
    this.#options = options;
  }

  /**
   * Starts a new process; when it serves, the old one is drained, and when it does not, the old one stays. One that is still
   * starting gives way to the next.
   */
  async restart(): Promise<void> {
    const { stopFirst, ...options } = this.#options;
    const turn = (this.#turn += 1);
    await this.#starting?.drain();
    const old = this.#current;
    if (stopFirst) await old?.drain();
    if (turn !== this.#turn) return;
    const isFirst = old === undefined || old.hasEnded;
    const next = new ServiceProcess({ ...options, ports: this.#ports, isFirst });
    this.#starting = next;
    await whenServing(next, isFirst ? new Map<string, Listening>() : old.listening);
    if (turn !== this.#turn) return;
    this.#starting = undefined;
    if (next.hasEnded) return this.#giveUp(next, old);
    this.#current = next;
    this.#ports = { ...this.#ports, ...Object.fromEntries([...next.listening].map(([name, { port }]) => [name, port])) };
    this.#watch(next);
    if (old !== undefined) this.#let(old.drain());
    await old?.until(() => old.isDraining);
    announce(next, old);
  }

  async close(): Promise<void> {
    const last = [this.#current, this.#starting];
    this.#turn += 1;
    this.#current = this.#starting = undefined;
    for (const process of last) if (process !== undefined) this.#let(process.drain());
    await Promise.all(this.#draining);
  }

  #let(drained: Promise<void>): void {
    this.#draining.add(drained);
    void drained.then(() => this.#draining.delete(drained));
  }

  #giveUp(failed: ServiceProcess, old: ServiceProcess | undefined): void {
    for (const failure of failed.failures) console.error(explainFailure(failure, this.#options.root));
    const isServed = old !== undefined && !old.hasEnded;
    console.error(`${paint('red', 'dev')}: the service did not start; ${isServed ? 'the last good state keeps serving' : 'waiting for a change'}`);
  }

  /** A process that ends by itself while it is the current one. */
  #watch(process: ServiceProcess): void {
    void process.ended.then((code) => {
      if (this.#current !== process) return;
      for (const failure of process.failures) console.error(explainFailure(failure, this.#options.root));
      console.error(`${paint('red', 'dev')}: the service ended by itself (${code}); waiting for a change`);
    });
  }
}

/** Until the new process has every service that the old one has; a service that it has no more is not waited for long. */
async function whenServing(next: ServiceProcess, old: ReadonlyMap<string, Listening>): Promise<void> {
  await next.until(() => next.listening.size > 0);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, allServicesMs)));
  await Promise.race([late, next.until(() => [...old.keys()].every((name) => next.listening.has(name)))]);
  clearTimeout(timer);
}

function announce({ listening }: ServiceProcess, old: ServiceProcess | undefined): void {
  const places = [...listening].map(([name, { url }]) => `${name} on ${url}`).join(', ');
  console.error(`${paint('green', 'dev')}: ${old === undefined ? 'serving' : 'now serving the new state:'} ${places}`);
}

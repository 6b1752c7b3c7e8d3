import { RuntimeError } from '../errors.ts';
import { loadPromClient } from '../load-when-needed.ts';
import { WorkerSlot } from './worker-slot.ts';
import type { Registry } from 'prom-client';

export interface WorkersOptions {
  readonly count: number;
  /** What each worker gets from `runAsWorker`; plain JSON, seen by nobody else. */
  readonly setup: unknown;
  /** File and arguments of the Node program that calls `runAsWorker`. Default: this one again. */
  readonly program?: readonly string[];
  /** Seconds that a worker may take to drain before it is killed. Default 15. */
  readonly stopSeconds?: number;
  /** A sentence about a worker that ended unasked. */
  readonly onCrash?: (sentence: string) => void;
}

export interface Workers<Report = unknown> {
  /** What the first worker said when it served. */
  readonly report: Report;
  /** Of all workers together, in the text format of Prometheus. */
  metrics(): Promise<string>;
  /** All drain at the same time. */
  stop(): Promise<void>;
  /** At once, without draining. */
  kill(): void;
}

/**
 * Several processes that serve the same port (setting `sharePort`; Linux spreads the connections). Resolves when all serve. One
 * that ends unasked is replaced, later each time it happens again: after 0.1 s, 0.2 s, up to 10 s.
 *
 * @throws RuntimeError `worker-failed` when one cannot serve at all, `sharing-unsafe` where the system does not spread connections
 */
export async function startWorkers<Report = unknown>(options: WorkersOptions): Promise<Workers<Report>> {
  if (process.platform !== 'linux') throw new RuntimeError('sharing-unsafe', 'Only Linux spreads the connections of one port over several workers: use one worker here.');
  const { count, setup, program = process.argv.slice(1), stopSeconds = 15, onCrash = () => undefined } = options;
  const restarts: number[] = [];
  const slots = Array.from({ length: count }, (_, index) => {
    restarts[index] = 0;
    return new WorkerSlot({
      program,
      setup,
      onCrash: (how, delayMs) => {
        restarts[index] = (restarts[index] ?? 0) + 1;
        onCrash(`worker ${index + 1} of ${count} ended (${how}); the next one starts in ${delayMs / 1000} s`);
      },
    });
  });
  const kill = (): void => slots.forEach((slot) => slot.kill());
  const [report] = await Promise.all(slots.map((slot) => slot.start())).catch((error: unknown) => {
    kill();
    throw error;
  });
  return {
    report: report as Report,
    metrics: prepareMetrics(slots, restarts),
    stop: async () => void (await Promise.all(slots.map((slot) => slot.stop(stopSeconds * 1000)))),
    kill,
  };
}

/** Counts and buckets are added up; a worker that is just being replaced is left out. */
function prepareMetrics(slots: readonly WorkerSlot[], restarts: readonly number[]): () => Promise<string> {
  const own = ownMetrics(slots, restarts);
  let asked = 0;
  return async () => {
    const id = (asked += 1);
    const answers = await Promise.all(slots.map((slot) => slot.metrics(id)));
    const all = [...answers.flatMap((values) => (values === undefined ? [] : [values])), await own.getMetricsAsJSON()];
    return loadPromClient().AggregatorRegistry.aggregate(all).metrics();
  };
}

function ownMetrics(slots: readonly WorkerSlot[], restarts: readonly number[]): Registry {
  const { Counter, Gauge, Registry } = loadPromClient();
  const registry = new Registry();
  new Gauge({ name: 'workers_serving', help: 'Processes that serve.', registers: [registry], collect() {
    this.set(slots.filter(({ isServing }) => isServing).length);
  } });
  new Counter({ name: 'worker_crashes_total', help: 'Workers that ended unasked.', registers: [registry], collect() {
    this.reset();
    this.inc(restarts.reduce((sum, count) => sum + count, 0));
  } });
  return registry;
}

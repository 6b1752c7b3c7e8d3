import { workerVariable, type FromWorker, type MetricValues, type ToWorker } from './messages.ts';

/** What a worker serves with. */
export interface WorkerPart {
  /** Told to who started the workers; plain JSON. */
  readonly report?: unknown;
  /** As prom-client's `getMetricsAsJSON` has it. */
  readonly metrics: () => Promise<MetricValues>;
  /** Drains and ends everything. */
  readonly stop: () => Promise<void>;
}

/** Whether this process was started by `startWorkers`; then `runAsWorker` is to be called. */
export function isWorker(): boolean {
  return process.env[workerVariable] !== undefined && process.connected;
}

/**
 * The life of a worker: gets its setup, serves, and drains when it is told to, gets a SIGTERM of its own, or its parent is gone.
 * SIGINT is the parent's to hear: a terminal sends it to both. Resolves to the exit code.
 *
 * @param explain the sentence for an error that whoever starts the program can mend; any other is thrown
 */
export async function runAsWorker<Setup>(
  start: (setup: Setup) => Promise<WorkerPart>,
  explain: (error: unknown) => string | undefined,
): Promise<number> {
  const stopped = untilStopped();
  try {
    const part = await start(await receiveSetup<Setup>());
    answerMetrics(part);
    await tell({ kind: 'ready', report: part.report });
    await stopped;
    await part.stop();
    return 0;
  } catch (error) {
    const sentence = explain(error);
    if (sentence === undefined) throw error;
    await tell({ kind: 'failed', sentence });
    return 2;
  } finally {
    if (process.connected) process.disconnect();
  }
}

function untilStopped(): Promise<void> {
  process.on('SIGINT', () => undefined);
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('disconnect', () => resolve());
    process.on('message', ({ kind }: ToWorker) => kind === 'stop' && resolve());
  });
}

async function receiveSetup<Setup>(): Promise<Setup> {
  const setup = new Promise<Setup>((resolve) => {
    process.on('message', (message: ToWorker) => message.kind === 'start' && resolve(message.setup as Setup));
  });
  await tell({ kind: 'loaded' });
  return setup;
}

function answerMetrics(part: WorkerPart): void {
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'metrics') void tellMetrics(part, message.id);
  });
}

async function tellMetrics({ metrics }: WorkerPart, id: number): Promise<void> {
  await tell({ kind: 'metrics', id, values: await metrics() });
}

/** Resolves when it is on its way, or nobody is there any more. */
function tell(message: FromWorker): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) return resolve();
    process.send(message, undefined, undefined, () => resolve());
  });
}

import type { AddressInfo } from 'node:net';
import type { Database } from '../domain/database/database.ts';
import type { Configuration } from './configuration.ts';
import { demoExamples, prepareDemo, signInHints } from './demo.ts';
import { openDirectory, startDirectory } from './open-directory.ts';
import { openPool, prepareStorage, stopAll, type Stop, type Storage } from './open-storage.ts';
import { step } from './progress.ts';
import { serveByWorkers } from './serve-by-workers.ts';
import { serveMetrics } from './serve-metrics.ts';
import { startServices, type Address } from './start-services.ts';
import { startSweeping } from './start-sweeping.ts';

export interface Running {
  readonly services: readonly Address[];
  readonly metricsUrl: string | undefined;
  /** Lines that work when pasted into a shell. */
  readonly examples: readonly string[];
  /** Sentences on what can be done in a browser. */
  readonly hints: readonly string[];
  /** Drains and stops everything, the last started first. */
  stop(): Promise<void>;
}

/**
 * Starts what the configuration names. What was started is stopped again when a later part fails. What would go on after
 * the end of this process is put on `outliving` as soon as it runs.
 */
export async function startAll(configuration: Configuration, outliving: Stop[]): Promise<Running> {
  const undo: Stop[] = [];
  try {
    return { ...(await startParts(configuration, undo, outliving)), stop: () => stopAll(undo) };
  } catch (error) {
    await stopAll(undo);
    throw error;
  }
}

/** What there is once, however many processes serve. */
async function startParts(asked: Configuration, undo: Stop[], outliving: Stop[]): Promise<Omit<Running, 'stop'>> {
  const { mode, dataDirectory, workers, databaseConnections } = asked;
  const storage = await prepareStorage(asked, undo, outliving);
  const db = openPool(storage, workers === 1 ? databaseConnections : 1, undo);
  const demo = mode === 'development' ? await step('demo data', () => prepareDemo(db, dataDirectory)) : undefined;
  const configuration = await startDirectory(asked, db, undo);
  const { loginKey } = configuration;
  undo.push(startSweeping(db, { directory: openDirectory(configuration.directory, db), loginKey }));
  const { services, metrics } = workers === 1 ? await serveHere(configuration, db, undo) : await serveElsewhere(configuration, storage, { undo, outliving });
  const metricsUrl = await startMetrics(configuration, metrics, undo);
  return { services, metricsUrl, examples: demoExamples(services, configuration, demo), hints: signInHints(services, configuration, demo) };
}

interface Served {
  readonly services: readonly Address[];
  /** In the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
}

async function serveHere(configuration: Configuration, db: Database, undo: Stop[]): Promise<Served> {
  const { services, registry } = await startServices(configuration, db, undo);
  return { services, metrics: () => registry.metrics() };
}

async function serveElsewhere(configuration: Configuration, storage: Storage, { undo, outliving }: { undo: Stop[]; outliving: Stop[] }): Promise<Served> {
  const workers = await serveByWorkers(configuration, storage);
  undo.push(() => workers.stop());
  outliving.unshift(() => workers.kill());
  return { services: workers.report, metrics: () => workers.metrics() };
}

async function startMetrics({ host, metricsPort }: Configuration, read: () => Promise<string>, undo: Stop[]): Promise<string | undefined> {
  if (metricsPort === undefined) return undefined;
  const server = await serveMetrics({ host, port: metricsPort, read });
  undo.push(() => server.close());
  return `http://${host}:${(server.address() as AddressInfo).port}/metrics`;
}

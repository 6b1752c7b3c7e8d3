import { claimPort, runAsWorker, RuntimeError, startWorkers, type Workers } from 'specwright/runtime';
import { readConfiguration, type ApiName, type Configuration } from './configuration.ts';
import { explainStartError } from './explain-start-error.ts';
import { openPool, stopAll, type Stop, type Storage } from './open-storage.ts';
import { portInUse } from './port-in-use.ts';
import { say, step } from './progress.ts';
import { startServices, type Address } from './start-services.ts';

/** What a worker does not read from its own environment: what the first process has found or started. */
interface WorkerSetup {
  readonly storage: Storage;
  readonly directory: Configuration['directory'];
  readonly ports: readonly (readonly [ApiName, number])[];
}

/** The time that a worker needs beyond draining: closing what it has open. */
const closingSeconds = 5;

/** Starts as many processes as the configuration says, each with all services, on the same ports. */
export async function serveByWorkers(configuration: Configuration, storage: Storage): Promise<Workers<readonly Address[]>> {
  const ports = await Promise.all([...configuration.ports].map(async ([api, port]) => [api, await claim(api, configuration.host, port)] as const));
  const { workers: count, drainSeconds, directory } = configuration;
  const setup: WorkerSetup = { storage, directory, ports };
  return step(`${count} workers`, () => startWorkers<readonly Address[]>({ count, setup, stopSeconds: drainSeconds + closingSeconds, onCrash: say }));
}

async function claim(api: ApiName, host: string, port: number): Promise<number> {
  return claimPort(host, port).catch((error: unknown) => {
    throw error instanceof RuntimeError && error.code === 'port-in-use' ? portInUse(api, host, port) : error;
  });
}

/** The life of one of them. */
export function serveAsWorker(args: readonly string[]): Promise<number> {
  const undo: Stop[] = [];
  return runAsWorker<WorkerSetup>(async ({ storage, directory, ports }) => {
    const configuration = { ...readConfiguration(args, process.env), directory, ports: new Map(ports) };
    const db = openPool(storage, Math.max(1, Math.floor(configuration.databaseConnections / configuration.workers)), undo);
    const { services, registry } = await startServices(configuration, db, undo).catch(async (error: unknown) => {
      await stopAll(undo);
      throw error;
    });
    return { report: services, metrics: () => registry.getMetricsAsJSON(), stop: () => stopAll(undo) };
  }, explainStartError);
}

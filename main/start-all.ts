import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { RuntimeError, serve, type RunningService, type Settings } from 'specwright/runtime';
import type { Database } from '../domain/database/database.ts';
import { defaultPorts, type ApiName, type Configuration } from './configuration.ts';
import { ConfigurationError } from './settings.ts';
import { demoExamples, prepareDemo } from './demo.ts';
import { openStorage, type Stop } from './open-storage.ts';
import { serveMetrics } from './serve-metrics.ts';
import { runtimeSettings } from './runtime-settings.ts';
import { generalBots, rustygpt, stella, virtualBanker } from './compose.ts';
import { domainServices } from './domain-services.ts';
import { startSweeping } from './start-sweeping.ts';
import { step } from './progress.ts';

export interface Running {
  readonly services: readonly { readonly name: string; readonly url: string }[];
  readonly metricsUrl: string | undefined;
  /** Lines that work when pasted into a shell. */
  readonly examples: readonly string[];
  /** Drains and stops everything, the last started first. */
  stop(): Promise<void>;
}

/**
 * Starts what the configuration names. What was started is stopped again when a later part fails. What would go on after
 * the end of this process is put on `outliving` as soon as it runs.
 */
export async function startAll(configuration: Configuration, outliving: Stop[]): Promise<Running> {
  const undo: Stop[] = [];
  const stop = async () => {
    for (const each of undo.splice(0).reverse()) await each();
  };
  try {
    return { ...(await startParts(configuration, undo, outliving)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(configuration: Configuration, undo: Stop[], outliving: Stop[]): Promise<Omit<Running, 'stop'>> {
  const db = await openStorage(configuration, undo, outliving);
  const demo = configuration.mode === 'development' ? await step('demo data', () => prepareDemo(db, configuration.dataDirectory)) : undefined;
  undo.push(startSweeping(db));
  const registry = new Registry();
  const settings = await runtimeSettings(configuration, { db, registry, undo });
  const running = new Map<ApiName, RunningService>();
  undo.push(() => Promise.all([...running.values()].map((service) => service.close())));
  for (const [api, port] of configuration.ports) running.set(api, await startService(api, { db, configuration, settings: { ...settings, port } }));
  const metricsUrl = await startMetrics(configuration, registry, undo);
  const services = [...running].map(([name, { url }]) => ({ name, url }));
  return { services, metricsUrl, examples: demoExamples(services, demo) };
}

interface Parts {
  readonly db: Database;
  readonly configuration: Configuration;
  readonly settings: Settings;
}

type StartInput = Pick<Parts, 'db' | 'settings'> & { readonly services: ReturnType<typeof domainServices> };

const starters: Readonly<Record<ApiName, (input: StartInput) => Promise<RunningService>>> = {
  'virtual-banker': (input) => serve(virtualBanker, input),
  'general-bots': (input) => serve(generalBots, input),
  stella: (input) => serve(stella, input),
  rustygpt: (input) => serve(rustygpt, input),
};

async function startService(api: ApiName, { db, configuration, settings }: Parts): Promise<RunningService> {
  const services = domainServices(configuration);
  try {
    return await starters[api]({ db, services, settings });
  } catch (error) {
    if (error instanceof RuntimeError && error.code === 'port-in-use') throw portInUse(api, settings);
    throw error;
  }
}

function portInUse(api: ApiName, { host, port }: Settings): ConfigurationError {
  const { setting } = defaultPorts[api];
  return new ConfigurationError(`${api} cannot listen on ${host}:${port}; stop what uses this port, or set ${setting} to another one.`);
}

async function startMetrics({ host, metricsPort }: Configuration, registry: Registry, undo: Stop[]): Promise<string | undefined> {
  if (metricsPort === undefined) return undefined;
  const server = await serveMetrics({ host, port: metricsPort, read: () => registry.metrics() });
  undo.push(() => server.close());
  return `http://${host}:${(server.address() as AddressInfo).port}/metrics`;
}

import { Registry } from 'prom-client';
import { RuntimeError, type RunningService, type Settings } from 'specwright/runtime';
import type { Database } from '../domain/database/database.ts';
import type { ApiName, Configuration } from './configuration.ts';
import { domainServices } from './domain-services.ts';
import { localName } from './local-name.ts';
import type { Stop } from './open-storage.ts';
import { portInUse } from './port-in-use.ts';
import { runtimeSettings } from './runtime-settings.ts';
import { starters } from './starters.ts';
import { systemServices } from './system-services.ts';

/** A service that listens. */
export interface Address {
  readonly name: ApiName;
  readonly url: string;
}

export interface Serving {
  readonly services: readonly Address[];
  /** Of all services of this process. */
  readonly registry: Registry;
}

/** What every process that serves has of its own: its services, and its connections to the other processes. */
export async function startServices(configuration: Configuration, db: Database, undo: Stop[]): Promise<Serving> {
  const registry = new Registry();
  const settings = await runtimeSettings(configuration, { db, registry, undo });
  const running = new Map<ApiName, RunningService>();
  undo.push(() => Promise.all([...running.values()].map((service) => service.close())));
  for (const [api, port] of configuration.ports) running.set(api, await startService(api, { db, configuration, registry, settings: { ...settings, port } }));
  return { services: [...running].map(([name, { url }]) => ({ name, url })), registry };
}

interface Parts {
  readonly db: Database;
  readonly configuration: Configuration;
  readonly registry: Registry;
  readonly settings: Settings;
}

async function startService(api: ApiName, { db, configuration, registry, settings }: Parts): Promise<RunningService> {
  const services = domainServices(configuration, { db, fanOut: settings.fanOut, system: systemServices(registry, settings) });
  try {
    const service = await starters[api]({ db, services, settings });
    services.web.publicUrl ||= localName(service.url);
    return service;
  } catch (error) {
    if (error instanceof RuntimeError && error.code === 'port-in-use') throw portInUse(api, configuration.host, settings.port);
    throw error;
  }
}

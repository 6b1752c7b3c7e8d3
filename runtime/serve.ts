import { attachChannels } from './channels/attach-channels.ts';
import { Background } from './background.ts';
import { CheckSampler } from './check-sampler.ts';
import { checkService } from './check-service.ts';
import { prepareCors } from './cors.ts';
import { drain, goingAway } from './drain.ts';
import { makeStringsFast } from './fast-strings.ts';
import { createLoggers } from './logging/logger.ts';
import { LoopWatch } from './loop-watch.ts';
import { Metrics } from './metrics/metrics.ts';
import { shareRegistry } from './metrics/share-registry.ts';
import { MemoryRateLimiter } from './rate-limit/memory-rate-limiter.ts';
import { callerRate } from './rate-limit/take-for.ts';
import { openingLines } from './response/opening-lines.ts';
import { registerRoutes } from './routes.ts';
import { resolveSettings } from './settings.ts';
import { listen } from './socket/listen.ts';
import { loadSocketLibrary } from './socket/load.ts';
import type { Load, Runtime } from './runtime.ts';
import type { Context, Service } from './service.ts';
import type { Settings } from './settings.ts';
import type { TemplatedApp } from 'uWebSockets.js';

export interface ServeOptions<C extends Context> {
  readonly db: C['db'];
  readonly services: C['services'];
  readonly settings: Settings;
}

export interface RunningService {
  /** With the host that a client on this machine can use. */
  readonly url: string;
  readonly port: number;
  /** In the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
  /** Stops accepting, waits for requests in flight up to `drainSeconds`, closes sockets with 1001, then everything. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a service: everything is looked up, joined and checked now, so that a request finds only tables.
 *
 * @example
 * const running = await serve(service, { db, services, settings: { mode: 'production', port: 8081 } });
 * process.once('SIGTERM', () => void running.close());
 * @throws RuntimeError, see runtimeErrors
 */
export async function serve<C extends Context>(service: Service<C>, { db, services, settings }: ServeOptions<C>): Promise<RunningService> {
  const anyContext: unknown = service;
  const runtime = createRuntime(anyContext as Service<Context>, { db, services, settings });
  checkService(runtime);
  makeStringsFast();
  const app = loadSocketLibrary().App();
  countConnections(app, runtime);
  const channels = attachChannels(app, runtime);
  runtime.publishers = channels.publishers;
  runtime.metrics.openSockets = () => channels.openSockets();
  registerRoutes(app, runtime);
  const { host, port, sharePort } = runtime.settings;
  // What channels hold open already would keep the process of a service that never listened alive.
  const listening = await listen(app, { host, port, sharePort: sharePort !== false }).catch(async (error: unknown) => {
    await channels.close(goingAway, 'not started');
    throw error;
  });
  runtime.loop.start();
  runtime.log.info({ host, port: listening.port, operations: service.contract.operations.length }, 'listening');
  const { registry } = runtime.settings;
  const unshare = registry === undefined ? undefined : shareRegistry(runtime.metrics.registry, registry, service.contract.name);
  let closing: Promise<void> | undefined;
  return {
    url: `http://${reachable(host)}:${listening.port}`,
    port: listening.port,
    metrics: () => runtime.metrics.registry.metrics(),
    close: () => (closing ??= drain(app, runtime, { listening, channels }).then(unshare)),
  };
}

/** The handlers' own types for db, services and actor do not matter to the runtime: it only carries them. */
function createRuntime(service: Service<Context>, { db, services, settings }: ServeOptions<Context>): Runtime {
  const resolved = resolveSettings(settings);
  const load: Load = { inFlight: 0, draining: false, onEnd: undefined, eventStreams: new Set() };
  const loggers = createLoggers(service.contract.name, resolved);
  return {
    service,
    db,
    services,
    settings: resolved,
    ...loggers,
    metrics: new Metrics(service.contract.name, load, service.limits !== undefined),
    limiter: resolved.rateLimiter ?? new MemoryRateLimiter(),
    callerRate: callerRate(service),
    load,
    checks: new CheckSampler(resolved),
    background: new Background(loggers.log),
    loop: new LoopWatch(resolved.maxLoopDelayMs),
    cors: prepareCors(resolved, service),
    opening: openingLines(resolved),
    publishers: {},
  };
}

function countConnections(app: TemplatedApp, { metrics }: Runtime): void {
  app.filter((_res, count) => {
    metrics.connections += Number(count) > 0 ? 1 : -1;
  });
}

function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

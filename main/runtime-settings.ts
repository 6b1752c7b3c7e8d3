import { pino } from 'pino';
import type { Registry } from 'prom-client';
import { createRedisFanOut, RedisRateLimiter, type Settings } from 'specwright/runtime';
import type { Database } from '../domain/database/database.ts';
import type { Configuration } from './configuration.ts';
import { idempotencyStore } from './idempotency-store.ts';
import type { Stop } from './open-storage.ts';

interface Parts {
  readonly db: Database;
  readonly registry: Registry;
  readonly undo: Stop[];
}

/** What all services of the process have in common; the port is added for each. */
export async function runtimeSettings(configuration: Configuration, { db, registry, undo }: Parts): Promise<Omit<Settings, 'port'>> {
  const { mode, host, corsOrigins, strictTransportSecurity, trustedProxies, responseCheck, drainSeconds, logLevel } = configuration;
  const { redisUrl, workers, socketIoPolling } = configuration;
  return {
    mode,
    host,
    corsOrigins,
    strictTransportSecurity,
    trustedProxies,
    responseCheck,
    drainSeconds,
    logLevel,
    registry,
    idempotency: idempotencyStore(db),
    sharePort: workers > 1,
    socketIoPolling,
    ...(redisUrl === undefined ? {} : await joinNodes(redisUrl, logLevel, undo)),
  };
}

/** Limits and what is sent between sockets, shared with the other nodes. */
async function joinNodes(url: string, level: string, undo: Stop[]): Promise<Pick<Settings, 'rateLimiter' | 'fanOut'>> {
  const log = pino({ level, name: 'nodes' });
  const rateLimiter = new RedisRateLimiter({ url, log });
  undo.push(() => rateLimiter.close());
  const fanOut = createRedisFanOut(url, log);
  undo.push(() => fanOut.close());
  await Promise.all([rateLimiter.ready(), fanOut.ready()]);
  return { rateLimiter, fanOut };
}

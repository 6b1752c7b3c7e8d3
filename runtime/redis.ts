import type { Cluster, Redis, RedisOptions } from 'ioredis';
import { loadRedis } from './load-when-needed.ts';

/** A client of Redis or Valkey that connects again for as long as it is not closed. Several URLs, with commas between, are nodes of one cluster. */
export function connectRedis(url: string, options: RedisOptions): Redis | Cluster {
  const { Cluster, Redis } = loadRedis();
  const nodes = url.split(',');
  const { enableOfflineQueue = true } = options;
  // Two returns: the type of one expression for both takes TypeScript seconds, since it compares all their methods.
  if (nodes.length === 1) return new Redis(url, options);
  return new Cluster(nodes, { enableOfflineQueue, redisOptions: options });
}

/** Errors on the way are no end: the connection is tried again. */
export async function untilReady(redis: Redis | Cluster): Promise<void> {
  if (redis.status !== 'ready') await new Promise<void>((resolve) => redis.once('ready', () => resolve()));
}

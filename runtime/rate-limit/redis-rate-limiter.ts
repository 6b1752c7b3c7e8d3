import { describeError } from '../logging/describe-error.ts';
import { connectRedis, untilReady } from '../redis.ts';
import { MemoryRateLimiter } from './memory-rate-limiter.ts';
import type { RateLimiter, Take } from './limiter.ts';
import type { Cluster, Redis } from 'ioredis';
import type { Logger } from 'pino';

/**
 * The same algorithm as gcra.ts, atomic and by Redis's own clock, so that nodes need not agree on the time. The key lives
 * until its limit is whole again; it counts milliseconds since 2025, small enough to keep their fractions. Answers whether
 * the use is allowed, milliseconds until the limit is whole and until the next use, and Redis's time in seconds.
 */
const script = `
local window = tonumber(ARGV[2]) * 1000
local interval = window / tonumber(ARGV[1])
local clock = redis.call('TIME')
local now = (clock[1] - 1735689600) * 1000 + clock[2] / 1000
local earliest = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
local next = earliest + interval * tonumber(ARGV[3])
if next - now > window + interval / 100 then
  return { 0, tostring(earliest - now), tostring(next - window - now), clock[1] }
end
if next > earliest then redis.call('SET', KEYS[1], string.format('%.6f', next), 'PX', math.ceil(next - now)) end
return { 1, tostring(next - now), '0', clock[1] }
`;

type ScriptedRedis = (Redis | Cluster) & {
  takeFromLimit(key: string, limit: number, windowSeconds: number, cost: number): Promise<[number, string, string, string]>;
};

export interface RedisRateLimiterOptions {
  /** `redis://…` or `rediss://…`; several, with commas between, are nodes of one cluster. Redis or Valkey. */
  readonly url: string;
  readonly log: Logger;
  /** Before every key. Default `specwright:limit:`. */
  readonly prefix?: string;
}

/** One count for several processes. While Redis is away each process counts for itself: limits get looser, not absent. */
export class RedisRateLimiter implements RateLimiter {
  readonly #redis: ScriptedRedis;
  readonly #fallback = new MemoryRateLimiter();
  readonly #log: Logger;
  readonly #prefix: string;
  #isAway = false;

  constructor({ url, log, prefix = 'specwright:limit:' }: RedisRateLimiterOptions) {
    const redis = connectRedis(url, options);
    redis.defineCommand('takeFromLimit', { numberOfKeys: 1, lua: script });
    redis.on('error', (error) => this.#noteAway(error));
    redis.on('ready', () => this.#noteBack());
    this.#redis = redis as unknown as ScriptedRedis;
    this.#log = log;
    this.#prefix = prefix;
  }

  /** Resolves once the first connection stands. Nobody has to wait: until then, uses are counted in this process. */
  async ready(): Promise<void> {
    await untilReady(this.#redis);
  }

  async take(key: string, limit: number, windowSeconds: number, cost = 1): Promise<Take> {
    try {
      const [allowed, untilFull, untilNext, now] = await this.#redis.takeFromLimit(this.#prefix + key, limit, windowSeconds, cost);
      return toTake({ allowed: allowed === 1, untilFull: Number(untilFull), untilNext: Number(untilNext), now: Number(now) * 1000 }, limit, windowSeconds);
    } catch (error) {
      this.#noteAway(error);
      return this.#fallback.take(key, limit, windowSeconds, cost);
    }
  }

  /** Throws when Redis does not answer. */
  async ping(): Promise<void> {
    await this.#redis.ping();
  }

  close(): void {
    this.#redis.disconnect();
  }

  #noteAway(error: unknown): void {
    if (!this.#isAway) this.#log.warn({ err: describeError(error) }, 'Redis is away: rate limits are counted in this process');
    this.#isAway = true;
  }

  #noteBack(): void {
    if (this.#isAway) this.#log.info('Redis is back: rate limits are counted together again');
    this.#isAway = false;
  }
}

/** Fails fast instead of queueing: a limit that is told late is worth nothing. */
const options = { maxRetriesPerRequest: 0, enableOfflineQueue: false, commandTimeout: 500 };

interface Answer {
  readonly allowed: boolean;
  /** Milliseconds, as is everything here. */
  readonly untilFull: number;
  readonly untilNext: number;
  readonly now: number;
}

function toTake({ allowed, untilFull, untilNext, now }: Answer, limit: number, windowSeconds: number): Take {
  const window = windowSeconds * 1000;
  return {
    allowed,
    limit,
    remaining: Math.max(0, Math.floor((window - untilFull) / (window / limit) + 0.01)),
    resetSeconds: Math.ceil((now + untilFull) / 1000),
    retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(untilNext / 1000)),
  };
}

import type { Exchange } from '../exchange.ts';
import type { Take } from '../rate-limit/limiter.ts';
import type { Runtime } from '../runtime.ts';
import type { Reply } from '../service.ts';

/** Headers that the runtime puts on an answer by itself, in lower case. */
export function addedHeaders(exchange: Exchange): Record<string, unknown> {
  return { 'x-request-id': exchange.requestId, ...limitHeaders(exchange), ...exchange.answerHeaders };
}

export function inLowerCase(headers: Reply['headers'] = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/**
 * `X-RateLimit-Reset` is a Unix time in seconds, as most APIs have it; `RateLimit-Reset` is a number of seconds
 * (draft-ietf-httpapi-ratelimit-headers).
 */
export function limitHeaders({ take, profile, runtime: { service } }: Counted): Record<string, string | number> | undefined {
  if (take === undefined) return undefined;
  const { limit, remaining, resetSeconds } = take;
  const named = profile === undefined ? undefined : { 'x-ratelimit-profile': profile };
  if (service.rateLimitHeaders !== 'RateLimit') return { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': resetSeconds, ...named };
  const wait = Math.max(0, resetSeconds - Math.floor(Date.now() / 1000));
  return { 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': wait, ...named };
}

interface Counted {
  readonly take?: Take | undefined;
  readonly profile?: string | undefined;
  readonly runtime: Pick<Runtime, 'service'>;
}

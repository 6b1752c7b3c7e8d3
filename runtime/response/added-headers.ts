import type { Exchange } from '../exchange.ts';
import type { Take } from '../rate-limit/limiter.ts';
import type { Runtime } from '../runtime.ts';

/** Headers that the runtime puts on an answer by itself, in lower case. */
export function addedHeaders(exchange: Exchange): Record<string, string | number> {
  return { 'x-request-id': exchange.requestId, ...limitHeaders(exchange) };
}

/**
 * `X-RateLimit-Reset` is a Unix time in seconds, as most APIs have it; `RateLimit-Reset` is a number of seconds
 * (draft-ietf-httpapi-ratelimit-headers).
 */
export function limitHeaders({ take, runtime: { service } }: { readonly take?: Take | undefined; readonly runtime: Pick<Runtime, 'service'> }): Record<string, number> | undefined {
  if (take === undefined) return undefined;
  const { limit, remaining, resetSeconds } = take;
  if (service.rateLimitHeaders !== 'RateLimit') return { 'x-ratelimit-limit': limit, 'x-ratelimit-remaining': remaining, 'x-ratelimit-reset': resetSeconds };
  const wait = Math.max(0, resetSeconds - Math.floor(Date.now() / 1000));
  return { 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': wait };
}

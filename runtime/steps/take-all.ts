import { whenSettled } from '../when-settled.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';
import type { Take } from '../rate-limit/limiter.ts';

/** How limits of one kind are counted. */
export interface Counting<Limit> {
  take(exchange: Exchange, limit: Limit): Take | Promise<Take>;
  /** What the service calls the limit, for the answer's headers. */
  profileOf(limit: Limit): string | undefined;
}

/** Counts one limit after the other, until one is used up. The answer tells the tightest. */
export function takeAll<Limit>(exchange: Exchange, limits: readonly Limit[], counting: Counting<Limit>, index = 0): Outcome | Promise<Outcome> {
  const limit = limits[index];
  if (limit === undefined) return undefined;
  return whenSettled(counting.take(exchange, limit), (taken) => {
    if (isTighter(taken, exchange.take)) {
      exchange.take = taken;
      exchange.profile = counting.profileOf(limit);
    }
    if (taken.allowed) return takeAll(exchange, limits, counting, index + 1);
    exchange.operation.metrics.rateLimited += 1;
    return { code: 'rate-limited', retryAfterSeconds: taken.retryAfterSeconds };
  });
}

function isTighter({ allowed, remaining }: Take, known: Take | undefined): boolean {
  return known === undefined || remaining < known.remaining || !allowed;
}

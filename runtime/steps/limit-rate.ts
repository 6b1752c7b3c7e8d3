import { networkOf } from '../client-address.ts';
import { whenSettled } from '../when-settled.ts';
import type { RateLimitRow } from '../contract.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';
import type { Take } from '../rate-limit/limiter.ts';

/** Step 3, limits `by: client`: before sign-in, so that guessing credentials is limited too. */
export function limitClient(exchange: Exchange): Outcome | Promise<Outcome> {
  return takeAll(exchange, ratesOf(exchange, 'client'), 0);
}

/** The same for limits `by: actor`, once it is known who that is. */
export function limitActor(exchange: Exchange): Outcome | Promise<Outcome> {
  return takeAll(exchange, ratesOf(exchange, 'actor'), 0);
}

function ratesOf({ operation }: Exchange, by: RateLimitRow['by']): readonly RateLimitRow[] {
  return operation.row?.limits.rates.filter((rate) => rate.by === by) ?? [];
}

function takeAll(exchange: Exchange, rates: readonly RateLimitRow[], index: number): Outcome | Promise<Outcome> {
  const rate = rates[index];
  if (rate === undefined) return undefined;
  return whenSettled(take(exchange, rate), (taken) => {
    if (exchange.take === undefined || taken.remaining < exchange.take.remaining || !taken.allowed) exchange.take = taken;
    if (taken.allowed) return takeAll(exchange, rates, index + 1);
    exchange.operation.metrics.rateLimited += 1;
    return { code: 'rate-limited', retryAfterSeconds: taken.retryAfterSeconds };
  });
}

/** The service may give an actor numbers of its own; where it does not, the contract's count. */
function take(exchange: Exchange, rate: RateLimitRow): Take | Promise<Take> {
  const { runtime: { limiter, service }, operation: { row }, actor } = exchange;
  const own = rate.by === 'actor' && actor !== undefined && row !== undefined ? service.rateLimit?.(actor, row) : undefined;
  const scope = `${service.contract.name}:${rate.name}:${rate.by}:${own?.key ?? callerKey(exchange, rate)}`;
  return limiter.take(scope, own?.limit ?? rate.limit, own?.windowSeconds ?? rate.windowSeconds);
}

/** An actor who cannot be told from others, or is not known, is counted by the network that the request comes from. */
function callerKey({ actorId, address }: Exchange, { by }: RateLimitRow): string {
  return by === 'actor' && actorId !== undefined ? actorId : networkOf(address);
}

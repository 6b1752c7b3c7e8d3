import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';

/** Step 2: bad framing is refused, and its connection with it: what follows on it cannot be told from a smuggled request. */
export function refuseBadFraming(exchange: Exchange): Outcome {
  if (exchange.framingFault === undefined) return undefined;
  exchange.closes = true;
  return { code: 'malformed-request', detail: exchange.framingFault };
}

/** Step 3: more requests in flight than the service was given, or one that has waited too long to be read at all. */
export function shedLoad({ startedAt, runtime: { load, loop, settings } }: Exchange): Outcome {
  return load.inFlight > settings.maxConcurrentRequests || loop.isLate(startedAt) ? { code: 'overloaded', retryAfterSeconds: 1 } : undefined;
}

/** Step 3: a body that says itself that it is too large is not even read. */
export function refuseLargeBody(exchange: Exchange): Outcome {
  const limitBytes = exchange.operation.row?.limits.bodyBytes ?? 0;
  if (exchange.bodyLength <= limitBytes) return undefined;
  exchange.closes = true;
  return { code: 'body-too-large', limitBytes };
}

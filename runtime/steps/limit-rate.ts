import { takeFor, type Caller } from '../rate-limit/take-for.ts';
import { takeAll, type Counting } from './take-all.ts';
import { whenSettled } from '../when-settled.ts';
import type { RateLimitRow } from '../contract.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';
import type { Problem } from '../service.ts';

/** Step 3, limits `by: client`: before sign-in, so that guessing credentials is limited too. */
export function limitClient(exchange: Exchange): Outcome | Promise<Outcome> {
  return takeAll(exchange, exchange.operation.rates.ofClient, byContract);
}

/** The same for limits `by: actor` and `by: caller`, once it is known who that is. */
export function limitActor(exchange: Exchange): Outcome | Promise<Outcome> {
  return takeAll(exchange, exchange.operation.rates.ofActor, byContract);
}

/** What is answered before anything was looked at, and what failed after it was counted or because of the counting. */
const uncounted: ReadonlySet<Problem['code']> = new Set(['malformed-request', 'overloaded', 'rate-limited', 'timeout', 'internal']);

/**
 * Limits `by: caller` for what is refused before sign-in was done with it: a wrong credential, a body that is too large, a
 * path that is none. It counts as a stranger's, and is refused for that where the stranger has nothing left. What failed is
 * nobody's fault: it costs nothing, and the answer still tells what is left.
 */
export function countRefusal(exchange: Exchange, problem: Problem): Problem | Promise<Problem> {
  const rate = exchange.actor === undefined ? rateOfStrangers(exchange) : undefined;
  if (rate === undefined || uncounted.has(problem.code)) return problem;
  if (problem.code === 'thrown') return whenSettled(takeFor(exchange.runtime, rate, callerOf(exchange), 0), (look) => ((exchange.take = look), problem));
  return whenSettled(takeAll(exchange, [rate], byContract), (outcome) => (outcome as Problem | undefined) ?? problem);
}

function rateOfStrangers({ operation: { row, rates }, runtime, take }: Exchange): RateLimitRow | undefined {
  if (row === undefined) return runtime.callerRate;
  return take === undefined ? rates.ofCaller : undefined;
}

/** The address is read only where it counts. */
function callerOf(exchange: Exchange): Caller {
  const { operation: { row }, actor, actorId } = exchange;
  return { actor, actorId, row, get address() { return exchange.address; } };
}

const byContract: Counting<RateLimitRow> = {
  take: (exchange, rate) => takeFor(exchange.runtime, rate, callerOf(exchange)),
  profileOf: () => undefined,
};

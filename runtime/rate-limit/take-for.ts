import { networkOf } from '../client-address.ts';
import type { ChannelRow, OperationRow, RateLimitRow } from '../contract.ts';
import type { Runtime } from '../runtime.ts';
import type { Take } from './limiter.ts';

/** Whose use is counted. */
export interface Caller {
  /** Undefined where nobody signed in. */
  readonly actor: unknown;
  /** In the service's own word, if it has one for the actor. */
  readonly actorId: string | undefined;
  readonly address: string;
  /** What is used; undefined for what no operation answers. */
  readonly row: OperationRow | ChannelRow | undefined;
}

/** Counts one use of a limit, or looks at it (`cost` 0). The service may have numbers of its own; where it has none, the contract's count. */
export function takeFor({ limiter, service, services }: Runtime, rate: RateLimitRow, caller: Caller, cost = 1): Take | Promise<Take> {
  const { actor, actorId, row } = caller;
  const isSignedIn = rate.by !== 'client' && actor !== undefined;
  const own = isSignedIn && row !== undefined ? service.rateLimit?.(actor, row, services) : undefined;
  const isStranger = own === undefined && !(isSignedIn && actorId !== undefined);
  const strangers = rate.by === 'caller' && isStranger ? service.strangersLimit?.(services) : undefined;
  const { limit, windowSeconds } = own ?? strangers ?? rate;
  return limiter.take(`${service.contract.name}:${rate.name}:${rate.by}:${own?.key ?? callerKey(caller, isSignedIn)}`, limit, windowSeconds, cost);
}

/** An actor who cannot be told from others, or is not known, is counted by the network that the request comes from. */
function callerKey({ actorId, address }: Caller, isSignedIn: boolean): string {
  return isSignedIn && actorId !== undefined ? actorId : networkOf(address);
}

/**
 * The limit that counts everything a caller does, or undefined. What has no operation of its own (an unknown path, an
 * unknown method, the handshake of a channel) counts under it as well.
 */
export function callerRate({ contract }: Runtime['service']): RateLimitRow | undefined {
  return contract.operations.flatMap(({ limits }) => limits.rates).find(({ by }) => by === 'caller');
}

import type { RateLimitRow } from '../contract.ts';

/** The limits of one operation, by when they are counted. */
export interface PreparedRates {
  /** Before sign-in. */
  readonly ofClient: readonly RateLimitRow[];
  /** Once it is known who calls. */
  readonly ofActor: readonly RateLimitRow[];
  /** What counts refusals, too. */
  readonly ofCaller: RateLimitRow | undefined;
}

export function prepareRates(rates: readonly RateLimitRow[]): PreparedRates {
  return {
    ofClient: rates.filter(({ by }) => by === 'client'),
    ofActor: rates.filter(({ by }) => by !== 'client'),
    ofCaller: rates.find(({ by }) => by === 'caller'),
  };
}

/** How many requests one caller may make in a window. */
export interface RatePolicy {
  readonly requests: number;
  readonly windowSeconds: number;
}

/** What a tenant grants that has not decided. */
export const defaultRatePolicy: RatePolicy = { requests: 10, windowSeconds: 60 };

/** The same in whole requests per minute, at least one. */
export function perMinute({ requests, windowSeconds }: RatePolicy): number {
  return Math.max(1, Math.floor((requests * 60) / windowSeconds));
}

import type { Take } from './limiter.ts';

export interface GcraState {
  /** Unix time in milliseconds when the whole limit is free again; the past for a key never seen. */
  readonly fullAt: number;
  readonly now: number;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly cost: number;
}

/**
 * The generic cell rate algorithm (ITU-T I.371): a limit of n in a window allows n at once, then one every nth of the window.
 * One number per key is enough, and there is no window's edge at which twice the limit passes.
 */
export function judge({ fullAt, now, limit, windowSeconds, cost }: GcraState): { readonly take: Take; readonly fullAt: number } {
  const window = windowSeconds * 1000;
  const interval = window / limit;
  const earliest = Math.max(fullAt, now);
  const next = earliest + interval * cost;
  // A thousandth of a millisecond forgives the rounding of the division.
  const allowed = next - now <= window + 0.001;
  const reached = allowed ? next : earliest;
  return {
    fullAt: reached,
    take: {
      allowed,
      limit,
      remaining: Math.max(0, Math.floor((window - (reached - now)) / interval + 0.001)),
      resetSeconds: Math.ceil(reached / 1000),
      retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil((next - window - now) / 1000)),
    },
  };
}

import type { Take } from './limiter.ts';

export interface GcraState {
  /** Milliseconds since `epoch` when the whole limit is free again; the past for a key never seen. */
  readonly fullAt: number;
  /** Milliseconds since `epoch`. */
  readonly now: number;
  /** Unix time in milliseconds: sums of small numbers keep their fractions, those of Unix times do not. */
  readonly epoch: number;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly cost: number;
}

/**
 * The generic cell rate algorithm (ITU-T I.371): a limit of n in a window allows n at once, then one every nth of the window.
 * One number per key is enough, and there is no window's edge at which twice the limit passes.
 */
export function judge({ fullAt, now, epoch, limit, windowSeconds, cost }: GcraState): { readonly take: Take; readonly fullAt: number } {
  const window = windowSeconds * 1000;
  const interval = window / limit;
  const earliest = Math.max(fullAt, now);
  const next = earliest + interval * cost;
  // Forgives rounding; it lets no additional use through.
  const allowed = next - now <= window + Math.min(0.01, interval / 10);
  const reached = allowed ? next : earliest;
  return {
    fullAt: reached,
    take: {
      allowed,
      limit,
      remaining: Math.max(0, Math.floor((window - (reached - now)) / interval + 0.001)),
      resetSeconds: Math.ceil((epoch + reached) / 1000),
      retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil((next - window - now) / 1000)),
    },
  };
}

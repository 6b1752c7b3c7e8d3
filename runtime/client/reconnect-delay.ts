/** When and how often to connect again after a connection was lost. */
export interface ReconnectOptions {
  /** Tries after each loss; default: without end. */
  readonly attempts?: number;
  /** Milliseconds before the first try; doubled for each further one. Default 500. */
  readonly firstDelayMs?: number;
  /** Default 30 000. */
  readonly maxDelayMs?: number;
  /** Whether a close code is worth a new try. Default: 1001, 1006, 1011, 1012, 1013 (RFC 6455, section 7.4.1, and its registry). */
  readonly when?: (code: number) => boolean;
}

const temporaryCloses = new Set([1001, 1006, 1011, 1012, 1013]);

/**
 * Milliseconds to wait before a try (counted from 0), or undefined to give up. Half of the time is random, so that
 * the clients of a server that went away do not come back in one moment.
 */
export function reconnectDelay(options: ReconnectOptions, attempt: number, random: () => number = Math.random): number | undefined {
  const { attempts = Infinity, firstDelayMs = 500, maxDelayMs = 30_000 } = options;
  if (attempt >= attempts) return undefined;
  const longest = Math.min(maxDelayMs, firstDelayMs * 2 ** attempt);
  return longest / 2 + (longest / 2) * random();
}

export function isWorthReconnecting(options: ReconnectOptions, code: number): boolean {
  return (options.when ?? ((closed) => temporaryCloses.has(closed)))(code);
}

/** Whether a new try may be answered otherwise. A 4xx answer will be the same the next time, but for 408, 425 and 429. */
export function isTemporaryStatus(status: number): boolean {
  return status >= 500 || [408, 425, 429].includes(status);
}

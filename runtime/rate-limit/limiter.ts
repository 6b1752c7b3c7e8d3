/** What a caller may still do. */
export interface Take {
  readonly allowed: boolean;
  /** How many in a window. */
  readonly limit: number;
  /** How many at once from now. */
  readonly remaining: number;
  /** Unix time in seconds when the whole limit is free again. */
  readonly resetSeconds: number;
  /** Seconds until the next one is allowed; 0 if `allowed`. */
  readonly retryAfterSeconds: number;
}

/** Counts uses. In one process `MemoryRateLimiter`, for several `RedisRateLimiter`. */
export interface RateLimiter {
  /** A refused use costs nothing. `cost` is 1 if not said; 0 looks and takes nothing. */
  take(key: string, limit: number, windowSeconds: number, cost?: number): Take | Promise<Take>;
}

/** How a limit counts. Only `gcra` is in force; others can be kept. */
export type LimitAlgorithm = 'gcra' | 'token_bucket' | 'fixed_window';

/** Numbers of a limit, as an administrator wrote them; `gcra` reads three of them. */
export type LimitParams = Readonly<Record<string, unknown>>;

/** A limit that can be assigned to routes. */
export interface LimitProfile {
  readonly id: string;
  readonly name: string;
  readonly algorithm: LimitAlgorithm;
  readonly params: LimitParams;
  readonly description: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The columns of a profile, by their names here. */
export const profileColumns = 'id, name, algorithm, params, description, created_at as "createdAt", updated_at as "updatedAt"';

/** The generic cell rate algorithm: so many at once, then so many a second. */
export interface CellRate {
  readonly requestsPerSecond: number;
  readonly burst: number;
  /** Whether each conversation has a count of its own. */
  readonly perConversation: boolean;
}

/** What `gcra` reads; numbers that make no sense, as only a row written by hand can have, are the defaults. */
export function toCellRate({ requests_per_second: rate, burst, per_conversation: perConversation }: LimitParams): CellRate {
  return {
    requestsPerSecond: typeof rate === 'number' && rate >= 0.1 ? rate : 1,
    burst: typeof burst === 'number' && burst >= 1 ? Math.floor(burst) : 1,
    perConversation: perConversation === true,
  };
}

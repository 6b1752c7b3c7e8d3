/** What the client of the streams does when it is told. */
export type StreamCommand =
  | { readonly do: 'open-sockets' | 'open-streams'; readonly count: number }
  /** What comes back is the answer, so that servers can be compared. */
  | { readonly do: 'say' }
  | { readonly do: 'echo-delay' | 'echo-throughput'; readonly seconds: number }
  | { readonly do: 'announce' | 'tick'; readonly rounds: number };

export interface StreamFigures {
  /** Milliseconds until a message was there. */
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
  /** How many came. */
  readonly messages: number;
}

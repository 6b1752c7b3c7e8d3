/** What one node tells the others. Plain JSON. */
export interface Notice {
  readonly channel: string;
  readonly topic: string;
  /** Id of a connection that is left out. */
  readonly except?: string;
  /** Checked and encoded by the node that published it. */
  readonly frame?: { readonly message: string; readonly data?: unknown };
  readonly close?: { readonly code: number; readonly reason: string };
}

/**
 * Carries notices between the nodes of a service. A node delivers to its own connections itself, so that they hear in
 * order and also while the others are out of reach.
 */
export interface FanOut {
  /** Takes part under the service's name; `receive` gets what the other nodes send. */
  join(service: string, receive: (notice: Notice) => void): Membership;
}

export interface Membership {
  /** To all other nodes. A notice that cannot be delivered is lost, and reported by the adapter. */
  send(notice: Notice): void;
  leave(): Promise<void>;
}

/** Names a request that must take effect once. */
export interface IdempotencyKey {
  /** Who asks for what: keys of others, or for another operation, are other keys. */
  readonly scope: string;
  /** Chosen by the sender. */
  readonly key: string;
}

/** The key, and the proof that it was this process that began. */
export interface ClaimedKey extends IdempotencyKey {
  readonly claim: string;
}

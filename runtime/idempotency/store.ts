/** Which request is meant: `scope` is the operation and the caller, `key` the client's own word. */
export interface IdempotencyKey {
  readonly scope: string;
  readonly key: string;
}

/**
 * `started`: this caller runs it, and says how it ended with the same `claim`. `done`: it was run, here is its answer.
 * `running`: another request with this key is not done. `reused`: the key was used for a different request.
 */
export type Begun =
  | { readonly state: 'started'; readonly claim: string }
  | { readonly state: 'done'; readonly answer: unknown }
  | { readonly state: 'running' }
  | { readonly state: 'reused' };

/**
 * Remembers answers by the client's Idempotency-Key (draft-ietf-httpapi-idempotency-key-header). Answers are plain
 * JSON values. `claim` names the attempt, so that one which came too late cannot overwrite its successor.
 */
export interface IdempotencyStore {
  begin(request: IdempotencyKey & { readonly fingerprint: string; readonly keepSeconds: number }): Promise<Begun>;
  finish(request: IdempotencyKey & { readonly claim: string; readonly answer: unknown }): Promise<void>;
  /** The attempt failed in a way that a repetition may cure; the key is free again. */
  abandon(request: IdempotencyKey & { readonly claim: string }): Promise<void>;
}

/** What a service answers, and what it is told that went wrong. */
import type { Violation } from '../contract.ts';

/** Everything that can go wrong outside a handler's own declared answers. */
export type Problem =
  | { readonly code: 'route-not-found'; readonly path: string }
  | { readonly code: 'method-not-allowed'; readonly allow: readonly string[] }
  | { readonly code: 'malformed-request'; readonly detail: string }
  | { readonly code: 'rate-limited'; readonly retryAfterSeconds: number }
  | { readonly code: 'overloaded'; readonly retryAfterSeconds: number }
  | { readonly code: 'unauthenticated'; readonly reason: string; readonly detail: string }
  | { readonly code: 'forbidden'; readonly reason: string; readonly detail: string }
  | { readonly code: 'missing-body' }
  | { readonly code: 'malformed-body'; readonly detail: string }
  | { readonly code: 'body-too-large'; readonly limitBytes: number }
  | { readonly code: 'unsupported-media-type'; readonly accepted: readonly string[] }
  | { readonly code: 'not-acceptable'; readonly offered: readonly string[] }
  | { readonly code: 'invalid-request'; readonly violations: readonly Violation[] }
  | { readonly code: 'idempotency-key-missing' }
  | { readonly code: 'idempotency-key-in-use' }
  | { readonly code: 'idempotency-key-reused' }
  | { readonly code: 'timeout' }
  /** A handler or sign-in threw. The function answers it if it is one of the domain's errors, else `internal` follows. */
  | { readonly code: 'thrown'; readonly error: unknown }
  | { readonly code: 'internal' };

/** An answer before it is checked and written. */
export interface Reply {
  readonly status: number;
  /** A list writes the header once per value, as Set-Cookie needs; an object is written as the contract describes it. */
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  /** Needed only where a status declares several media types. */
  readonly contentType?: string;
}

export interface ProblemInput {
  /** Absent when no operation was found. */
  readonly operationId?: string;
  readonly requestId: string;
}

/** The API's own spelling of every problem. `undefined` is allowed for `thrown` only: not one of the domain's errors. */
export type Problems = (problem: Problem, input: ProblemInput) => Reply | undefined;

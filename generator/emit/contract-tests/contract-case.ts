import type { Content } from '../../model/types.ts';

/** One request of the contract tests and what may answer it. */
export interface ContractCase {
  readonly operation: string;
  readonly title: string;
  readonly method: string;
  /** Path and query, encoded. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Instead of `body`: a value that is written as its media type asks. */
  readonly value?: unknown;
  readonly type?: string;
  /** Instead of `body`: a JSON text of so many bytes. */
  readonly bodyBytes?: number;
  /** `otherwise`: with a scheme that the contract does not know. */
  readonly signedIn: 'valid' | 'garbled' | 'not' | 'otherwise';
  /** Statuses, any of which is right. */
  readonly expect: readonly number[];
}

/** A request that keeps to the contract, from which the cases are made by breaking one thing. */
export interface SampleRequest {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: SampleBody;
}

/** A body that keeps to its schema. */
export interface SampleBody {
  readonly content: Content;
  /** Media type under which it is sent. */
  readonly type: string;
  readonly value: unknown;
}

/**
 * What generated code hands to the runtime: plain tables, one row per operation and per channel.
 * The generator prints values of these types; the runtime only reads them. Nothing here touches a socket.
 */
import type { ChannelRow } from './contract/channel-row.ts';
import type { Captures, Decode, Validate } from './contract/input.ts';
import type { HeaderForm, MediaRow } from './contract/media-row.ts';
import type { SecurityRule, SecuritySchemeRow } from './contract/security-row.ts';

export type * from './contract/channel-row.ts';
export type * from './contract/input.ts';
export type * from './contract/media-row.ts';
export type * from './contract/security-row.ts';

/** The HTTP methods that uWebSockets.js has routes for; any other is met by its routes for all methods. */
export type Method = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace';

export interface BodyRow {
  readonly required: boolean;
  readonly content: readonly MediaRow[];
}

export interface ResponseRow {
  readonly content: readonly MediaRow[];
  /** Validates `{ [lower-case header name]: value }`; absent when the response declares no headers. */
  readonly validateHeaders?: Validate;
  /** Lower-case names of the declared headers. */
  readonly headers: readonly string[];
  /** Of those that are more than a text, by lower-case names. */
  readonly headerForms?: Readonly<Record<string, HeaderForm>>;
}

/** `x-rate-limit`: how often one caller may use an operation or send on a channel. */
export interface RateLimitRow {
  /** Operations with one name share one count. */
  readonly name: string;
  /**
   * `client`: by network address, before sign-in. `actor`: by what the service's `rateLimit` says, after sign-in. `caller`: the
   * same for whoever signed in; whoever did not, and whatever is refused before or has no operation, by network address.
   */
  readonly by: 'client' | 'actor' | 'caller';
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface OperationLimits {
  readonly bodyBytes: number;
  readonly rates: readonly RateLimitRow[];
  /** Milliseconds until a handler's `signal` aborts and the answer is `timeout`. */
  readonly timeoutMs: number;
}

export interface IdempotencyRow {
  /** Lower case, for example `idempotency-key`. */
  readonly header: string;
  readonly required: boolean;
  /** How long an answer is kept. */
  readonly keepSeconds: number;
}

/** One operation of an OpenAPI document. */
export interface OperationRow {
  readonly id: string;
  readonly tag: string;
  /** Lower case, as uWebSockets.js gives it: it keeps no letter case. */
  readonly method: string;
  /** The template as the contract writes it, base path included: `/v1/sessions/{session_id}/end`. */
  readonly path: string;
  /** What its query must say for an operation that shares path and method with others: `?method=people.find`. */
  readonly constants?: Readonly<Record<string, string>>;
  /** What of its parameters tells it from others of this path and method: texts in the query and the headers; null for any. */
  readonly selector?: { readonly query: Readonly<Record<string, string | null>>; readonly headers: Readonly<Record<string, string>> };
  readonly captures: Captures;
  readonly decode: Decode;
  /** Validates the DecodedInput as one object; absent when there are no parameters. */
  readonly validateInput?: Validate;
  readonly body?: BodyRow;
  /** Keys: `200`, `4XX`, `default`. */
  readonly responses: Readonly<Record<string, ResponseRow>>;
  readonly security: SecurityRule;
  readonly limits: OperationLimits;
  readonly idempotency?: IdempotencyRow;
}

/** What is only needed once an operation is asked for. */
export type OperationParts = Pick<OperationRow, 'decode' | 'validateInput' | 'body' | 'responses'>;

/**
 * What has to be known of an operation before anybody asks for it. Of an API with many operations the rest is loaded with the
 * first request, so that a service starts in no time and holds only what is used.
 */
export interface RouteRow extends Omit<OperationRow, keyof OperationParts> {
  readonly hasBody: boolean;
  /** Lower-case names of the headers that any of its responses declares. */
  readonly responseHeaders: readonly string[];
  readonly load: () => Promise<{ readonly parts: OperationParts }>;
}

/** Everything the runtime needs to know of one API. */
export interface ContractTables<Row extends OperationRow | RouteRow = OperationRow | RouteRow> {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly operations: readonly Row[];
  readonly channels: readonly ChannelRow[];
  readonly securitySchemes: Readonly<Record<string, SecuritySchemeRow>>;
}

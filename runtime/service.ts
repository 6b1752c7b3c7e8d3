import type { ChannelRow, ContractTables, OperationRow, Violation } from './contract.ts';
import type { Granted } from './security/granted.ts';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';

interface Presented {
  /** Name of the security scheme. */
  readonly scheme: string;
  /** What the operation demands; for schemes other than OAuth 2.0 and OpenID Connect, roles (OpenAPI 3.1, "Security Requirement Object"). */
  readonly scopes: readonly string[];
}

export interface BearerCredential extends Presented {
  readonly kind: 'bearer';
  readonly token: string;
}

export interface BasicCredential extends Presented {
  readonly kind: 'basic';
  readonly user: string;
  readonly password: string;
}

export interface ApiKeyCredential extends Presented {
  readonly kind: 'apiKey';
  readonly value: string;
}

export interface HttpCredential extends Presented {
  readonly kind: 'http';
  /** Lower case, for example `digest`. */
  readonly authScheme: string;
  /** Everything behind the scheme's name, as it was sent. */
  readonly parameters: string;
}

export interface OAuth2Credential extends Presented {
  readonly kind: 'oauth2';
  readonly token: string;
}

export interface OpenIdConnectCredential extends Presented {
  readonly kind: 'openIdConnect';
  readonly token: string;
}

export interface MutualTlsCredential extends Presented {
  readonly kind: 'mutualTLS';
  /** The header as the trusted proxy wrote it; how it spells the certificate is the proxy's to say (RFC 9440: base64 of DER between colons). */
  readonly certificate: string;
}

/** The credential of one security scheme, as it stood in the request. */
export type Credential =
  | BearerCredential
  | BasicCredential
  | ApiKeyCredential
  | HttpCredential
  | OAuth2Credential
  | OpenIdConnectCredential
  | MutualTlsCredential;

/** Why a credential was not taken. `reason` is a word of the service's own, for its problems table and the log. */
export interface Refusal {
  readonly refused: 'unauthenticated' | 'forbidden';
  readonly reason: string;
  readonly detail: string;
}

/** What a service runs with, besides the request: its database and everything else that it was started with. */
export interface Context {
  readonly actor: unknown;
  readonly db: unknown;
  readonly services: unknown;
}

export interface SignInInput<C extends Context> {
  readonly db: C['db'];
  readonly services: C['services'];
  /** Operation id or channel name. */
  readonly operationId: string;
  readonly path: Readonly<Record<string, unknown>>;
  readonly client: Client;
  /** The credentials' own headers and those of `signInHeaders`, by lower-case names, as they were sent. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /**
   * Headers that go with whatever this request is answered, such as new cookies of a session, unless its handler gives one of
   * the same name. Absent where a channel is opened.
   */
  readonly answerWith?: (headers: NonNullable<Reply['headers']>) => void;
  /** What the schemes before this one in the same alternative yielded. */
  readonly actor?: C['actor'];
  readonly signal: AbortSignal;
}

/** Turns one scheme's credential into the caller. */
export type SignInFunction<C extends Context, Presents extends Credential, Yields> = (
  credential: Presents,
  input: SignInInput<C>,
) => Promise<Yields | Refusal> | Yields | Refusal;

/**
 * Turns a credential into the caller, one function per security scheme of the contract. `Schemes` says what each scheme
 * presents. Where the contract demands scopes (`Scoped`), the function says with `grant(actor, scopes)` which ones the caller
 * has, and the runtime answers 403 `insufficient-scope` where one is missing.
 */
export type SignIn<
  C extends Context,
  Schemes extends Readonly<Record<keyof Schemes, Credential>> = Readonly<Record<string, Credential>>,
  Scoped extends keyof Schemes = never,
> = {
  readonly [Scheme in keyof Schemes]: SignInFunction<
    C,
    Schemes[Scheme],
    Scheme extends Scoped ? Granted<C['actor']> : C['actor'] | Granted<C['actor']>
  >;
};

/** The other end of the connection. */
export interface Client {
  /** Text form of the network address; from `X-Forwarded-For` only behind a trusted proxy. */
  readonly address: string;
}

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

/** What a caller may do, decided after sign-in for limits `by: actor` and `by: caller`. */
export interface RateLimit {
  /** Whose count it is, for example `tenant-1:user-2`. */
  readonly key: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

/** A request whose limits the service decides. */
export interface LimitInput<C extends Context> {
  readonly db: C['db'];
  readonly services: C['services'];
  readonly operation: OperationRow;
  /** As it was sent, still percent-encoded: `/chats/42`. */
  readonly path: string;
  /** Undefined where nobody signed in. */
  readonly actor: C['actor'] | undefined;
  readonly client: Client;
}

/** A limit that the service administers itself. */
export interface ServiceLimit extends RateLimit {
  /** What it is called, in `X-RateLimit-Profile` and in metrics. */
  readonly profile: string;
  /** Whose uses are one count, as a kind: `user`, `client`. A label of metrics, so no names of anybody. */
  readonly countedBy: string;
}

/** What every handler of an operation gets besides its typed inputs. */
export interface HandlerContext<C extends Context> {
  readonly db: C['db'];
  readonly services: C['services'];
  /** Aborts when the client goes away or the operation's time is over. */
  readonly signal: AbortSignal;
  readonly requestId: string;
  readonly client: Client;
  readonly log: Logger;
  /** Send to connections of this service's channels. */
  readonly channels: Publishers;
  /** The service's metrics, to be read, and for metrics of its own. */
  readonly metrics: Registry;
  readonly background: BeginInBackground;
}

/**
 * Begins work that goes on past the request, or the message and the connection, for example an answer that takes long. Draining waits
 * for it; `signal` aborts when the time for that is over. What it throws is logged.
 */
export type BeginInBackground = (work: (signal: AbortSignal) => Promise<void>) => void;

/** Reaches the connections of a channel from anywhere in the service, on every node. */
export interface Publisher {
  /** Validated once, then sent to every connection that subscribed to the topic. */
  publish(topic: string, message: string, payload: unknown): void;
  /** Closes every connection on the topic but `except`. */
  disconnect(topic: string, close: { readonly code: number; readonly reason: string; readonly except?: string }): void;
}

export type Publishers = Readonly<Record<string, Publisher>>;

/** One open WebSocket, or one Socket.IO socket in its namespace. `Sends` maps message names to payloads. */
export interface Connection<C extends Context, Sends, State> {
  readonly id: string;
  readonly actor: C['actor'] | undefined;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** What the channel's `open` returned: the handlers' own, kept as long as the connection. */
  state: State;
  readonly requestId: string;
  readonly client: Client;
  readonly log: Logger;
  /** Aborts when the connection closes. */
  readonly signal: AbortSignal;
  /** Checked against the contract, then written; false when the connection is gone. */
  send<Name extends keyof Sends & string>(message: Name, payload: Sends[Name]): boolean;
  /** Kept when the reader has caught up, for handlers that stream; false when the connection is gone. */
  drained(): Promise<boolean>;
  /** Receive what is published on a topic; forgotten on close. */
  subscribe(topic: string): void;
  unsubscribe(topic: string): void;
  /** To all subscribers of the topic but this one. */
  publish<Name extends keyof Sends & string>(topic: string, message: Name, payload: Sends[Name]): void;
  close(code: number, reason: string): void;
}

/** What the handlers of a channel get besides the connection and the message. */
export interface ChannelContext<C extends Context> {
  readonly db: C['db'];
  readonly services: C['services'];
  readonly channels: Publishers;
  readonly background: BeginInBackground;
}

/** Why a message never reached a handler. */
export type ChannelProblem =
  | { readonly code: 'malformed-message'; readonly detail: string }
  | { readonly code: 'unknown-message'; readonly name: string }
  | { readonly code: 'invalid-message'; readonly name: string; readonly violations: readonly Violation[]; readonly payload: unknown }
  | { readonly code: 'message-too-large'; readonly limitBytes: number }
  | { readonly code: 'rate-limited'; readonly retryAfterSeconds: number }
  /** `open` refused, or, on Socket.IO, sign-in did. Closed with 1008 unless the answer says otherwise. */
  | { readonly code: 'refused'; readonly refusal: Refusal }
  /** The connect query of a Socket.IO namespace broke the contract; a WebSocket upgrade is answered over HTTP instead. */
  | { readonly code: 'invalid-connect'; readonly violations: readonly Violation[] }
  /** A handler threw; `name` is the message's, or `open`. An empty answer: not one of the domain's errors, closed with 1011. */
  | { readonly code: 'thrown'; readonly error: unknown; readonly name: string; readonly payload: unknown };

/**
 * What to do about a problem on a channel: answer, close, both. Socket.IO: `reply` goes to the acknowledgement, and
 * `withoutReply` is sent instead if the client asked for none; where the namespace is refused, `reply` is the packet
 * CONNECT_ERROR, `{ message, data }`, checked against the contract's message `connect_error` if there is one.
 */
export interface ChannelAnswer {
  readonly send?: { readonly message: string; readonly payload: unknown };
  readonly reply?: unknown;
  readonly withoutReply?: { readonly message: string; readonly payload: unknown };
  readonly close?: { readonly code: number; readonly reason: string };
}

/** Hand-written side of a channel: its life, its refusals, and one handler per received message (by operation id). */
export interface ChannelHandlers<C extends Context, Sends, State> {
  /** After the upgrade (WebSocket) or within the namespace's connect (Socket.IO, where a Refusal becomes CONNECT_ERROR). */
  open(connection: Connection<C, Sends, State>, context: ChannelContext<C>): Promise<State | Refusal> | State | Refusal;
  close(connection: Connection<C, Sends, State>, context: ChannelContext<C>): Promise<void> | void;
  problem(problem: ChannelProblem, connection: Connection<C, Sends, State>): ChannelAnswer;
  readonly receive: Readonly<Record<string, (message: never, connection: never, context: never) => unknown>>;
}

/** A service: what was generated, joined with what was written by hand. */
export interface Service<C extends Context> {
  readonly contract: ContractTables;
  /** By operation id. */
  readonly handlers: Readonly<Record<string, (request: never) => unknown>>;
  /** By channel name. */
  readonly channelHandlers: Readonly<Record<string, ChannelHandlers<C, never, unknown>>>;
  /** By security scheme; each takes the credential of its own. */
  readonly signIn: Readonly<Record<string, { check(credential: Credential, input: SignInInput<C>): unknown }['check']>>;
  /** Headers that sign-in looks at besides the credentials, such as `User-Agent`. */
  readonly signInHeaders?: readonly string[];
  /**
   * Why a request is refused that has credentials for other schemes of an alternative, but none for this one. Default: the
   * alternative does not count, as if nothing had been sent.
   */
  readonly absent?: Readonly<Record<string, Refusal>>;
  /**
   * Texts for `WWW-Authenticate`, made anew for each 401, by security scheme: what Digest needs for its nonce. Default: the
   * scheme with the contract's title as realm.
   */
  readonly challenges?: Readonly<Record<string, () => string>>;
  readonly problems: Problems;
  /** Answers for limits `by: actor` and `by: caller`; undefined takes the contract's numbers, keyed by `actorId` or else by client. */
  rateLimit?(actor: C['actor'], operation: OperationRow | ChannelRow, services: C['services']): RateLimit | undefined;
  /** The same, by network address, for a limit `by: caller` where nobody signed in; without it the contract's numbers count. */
  strangersLimit?(services: C['services']): Omit<RateLimit, 'key'> | undefined;
  /** What pages of other origins may send; without it, the methods of the path and whatever headers they ask for. */
  readonly corsPermissions?: { readonly methods: readonly string[]; readonly headers: readonly string[] };
  /**
   * Limits that the service keeps itself, for example in its database: asked for each request of an operation after sign-in, and
   * counted after those of the contract. They are told in answers and metrics with the name of their profile.
   */
  limits?(input: LimitInput<C>): readonly ServiceLimit[] | Promise<readonly ServiceLimit[]>;
  /** Who the actor is, in a word without secrets: the scope of idempotency keys and of limits, and the `actor` of log lines. Undefined: nobody in particular. */
  actorId?(actor: C['actor']): string | undefined;
  /** Header names for limits, for example `X-RateLimit-` or `RateLimit-`. */
  readonly rateLimitHeaders?: 'X-RateLimit' | 'RateLimit';
}

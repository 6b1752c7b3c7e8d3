import type { ChannelRow, ContractTables, OperationRow } from './contract.ts';
import type { BeginInBackground, ChannelHandlers, Publishers } from './service/channel-handlers.ts';
import type { Problems } from './service/reply.ts';
import type { Client, Context, Credential, Refusal, SignInInput } from './service/sign-in.ts';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';

export type * from './service/channel-handlers.ts';
export type * from './service/reply.ts';
export type * from './service/sign-in.ts';

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

/** How a service tells who calls: what schemes present, and the functions that take it. */
import type { Granted } from '../security/granted.ts';
import type { Reply } from './reply.ts';

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

/** The other end of the connection. */
export interface Client {
  /** Text form of the network address; from `X-Forwarded-For` only behind a trusted proxy. */
  readonly address: string;
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

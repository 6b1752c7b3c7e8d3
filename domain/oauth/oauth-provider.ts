/** What a provider says of who signed in there. */
export interface ProviderIdentity {
  /** The provider's own name for the person; never changes. */
  readonly subject: string;
  /** Only one that the provider has verified. */
  readonly email: string | undefined;
  /** What the person is called there, to be called so here. */
  readonly username: string | undefined;
  readonly displayName: string | undefined;
}

export interface AuthorizationInput {
  readonly state: string;
  /** Known to the browser alone, in the cookie: verifier of PKCE (RFC 7636), and what a nonce is made of. */
  readonly secret: string;
}

export interface ExchangeInput {
  readonly code: string;
  /** Undefined for a code that did not come by way of `authorizationUrl`. */
  readonly secret: string | undefined;
  /** Who answered, if the answer says so (RFC 9207). */
  readonly issuer?: string | undefined;
}

/** Another site where people sign in. */
export interface OauthProvider {
  /** By which its people are told from those of others. */
  readonly issuer: string;
  authorizationUrl(input: AuthorizationInput): URL;
  /** Throws `oauth_code` for a code that the provider does not take, `upstream_failed` or `upstream_timeout` for the provider itself. */
  exchange(input: ExchangeInput): Promise<ProviderIdentity>;
}

import type * as openidClient from 'openid-client';
import { BackOff, type BackOffSettings } from '../back-off.ts';
import type { DirectoryTokens, SignInRequest } from '../directory.ts';
import { reach } from '../reach.ts';
import { toDomainError } from './to-domain-error.ts';

export interface OidcSettings {
  /** The provider's issuer identifier: an https address; http is taken for this machine only. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Beside `openid`. */
  readonly scopes: readonly string[];
  readonly backOff?: BackOffSettings;
}

/** The library and what the provider says of itself; loaded and asked for when somebody signs in first. */
interface Session {
  readonly openid: typeof openidClient;
  readonly provider: openidClient.Configuration;
}

/** A client of an OpenID provider: the code flow with PKCE (RFC 7636), state and nonce, refresh, introspection (RFC 7662) and revocation (RFC 7009). */
export class OidcClient {
  readonly #settings: OidcSettings;
  readonly #backOff: BackOff;
  #opened: Promise<Session> | undefined;

  constructor(settings: OidcSettings) {
    this.#settings = settings;
    this.#backOff = new BackOff(settings.backOff);
  }

  async authorizationUrl({ redirectUri, state, nonce, codeVerifier }: SignInRequest): Promise<URL> {
    const { openid, provider } = await this.#open();
    return openid.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: ['openid', ...this.#settings.scopes].join(' '),
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
  }

  /** What the browser brought back, for tokens; the ID token is checked by its signature, issuer, audience, time and nonce. */
  async exchange({ redirectUri, state, nonce, codeVerifier }: SignInRequest, query: URLSearchParams): Promise<DirectoryTokens> {
    const url = new URL(redirectUri);
    url.search = query.toString();
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true };
    const grant = ({ openid, provider }: Session) => openid.authorizationCodeGrant(provider, url, checks);
    // A refusal comes with the browser, whoever wrote it: it does not tell how the provider is.
    return toTokens(await (query.has('error') ? this.#open().then(grant).catch(toDomainError) : this.#ask('once', grant)));
  }

  /** Throws `invalid_token` when the provider does not take the refresh token any more. */
  async refresh(refreshToken: string): Promise<DirectoryTokens> {
    return toTokens(await this.#ask('once', ({ openid, provider }) => openid.refreshTokenGrant(provider, refreshToken)), refreshToken);
  }

  /** A token for this installation itself (RFC 6749 section 4.4). */
  async serviceTokens(scopes: readonly string[]): Promise<DirectoryTokens> {
    const scope = scopes.join(' ');
    return toTokens(await this.#ask('repeat', ({ openid, provider }) => openid.clientCredentialsGrant(provider, { scope })));
  }

  /** The claims of a token that is active; undefined for any other. */
  async introspect(token: string): Promise<openidClient.IntrospectionResponse | undefined> {
    const answer = await this.#ask('repeat', ({ openid, provider }) => openid.tokenIntrospection(provider, token));
    return answer.active ? answer : undefined;
  }

  /** Voids a token, and what was given with it. */
  revoke(token: string): Promise<void> {
    return this.#ask('repeat', ({ openid, provider }) => openid.tokenRevocation(provider, token));
  }

  /** Where the session at the provider is ended (OpenID Connect RP-Initiated Logout). */
  async endSessionUrl(idToken: string): Promise<URL> {
    const { openid, provider } = await this.#open();
    return openid.buildEndSessionUrl(provider, { id_token_hint: idToken });
  }

  /** Throws `unavailable` when the provider does not answer now, whatever is known of an outage. */
  async ping(): Promise<void> {
    const metadata = `${this.#settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    await (await reach(metadata)).body?.cancel();
  }

  async #ask<Result>(tries: 'once' | 'repeat', work: (session: Session) => Promise<Result>): Promise<Result> {
    const session = await this.#open();
    return this.#backOff[tries](() => work(session).catch(toDomainError));
  }

  /** Done once; after a failure again. */
  #open(): Promise<Session> {
    this.#opened ??= this.#backOff.repeat(() => this.#discover().catch(toDomainError)).catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #discover(): Promise<Session> {
    const openid = await import('openid-client');
    const { clientId, clientSecret } = this.#settings;
    const issuer = new URL(this.#settings.issuer);
    const customFetch = reach as openidClient.CustomFetch;
    const provider = await openid.discovery(issuer, clientId, undefined, openid.ClientSecretBasic(clientSecret), {
      [openid.customFetch]: customFetch,
      execute: isLoopback(issuer) ? [openid.allowInsecureRequests] : [],
    });
    provider[openid.customFetch] = customFetch;
    return { openid, provider };
  }
}

/** RFC 8252 section 8.3: what never leaves the machine needs no TLS. */
function isLoopback({ hostname }: URL): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

/** For a provider that does not say how long a token lasts. */
const assumedSeconds = 300;

type TokenResponse = openidClient.TokenEndpointResponse & openidClient.TokenEndpointResponseHelpers;

/** A provider that does not rotate refresh tokens gives none with a refresh: the old one stays good (RFC 6749 section 6). */
function toTokens(response: TokenResponse, refreshToken?: string): DirectoryTokens {
  return {
    accessToken: response.access_token,
    refreshToken: response.refresh_token ?? refreshToken,
    idToken: response.id_token,
    expiresAt: new Date(Date.now() + (response.expiresIn() ?? assumedSeconds) * 1000),
  };
}

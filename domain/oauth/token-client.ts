import type * as openidClient from 'openid-client';
import { DomainError } from '../errors.ts';

/** Where a provider takes codes. */
export interface TokenServer {
  readonly issuer: string;
  readonly tokenUrl: string;
  /** Of the keys that ID tokens are signed with; undefined where there are none. */
  readonly keysUrl?: string;
}

export interface CodeGrant {
  readonly server: TokenServer;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly code: string;
  readonly issuer?: string | undefined;
  /** Verifier of PKCE (RFC 7636). */
  readonly verifier?: string | undefined;
  /** That the ID token must have. */
  readonly nonce?: string | undefined;
}

export type CodeAnswer = openidClient.TokenEndpointResponse & openidClient.TokenEndpointResponseHelpers;

const timeoutSeconds = 10;

/**
 * Exchanges a code for tokens (RFC 6749 section 4.1.3). An ID token is checked by its signature, issuer, audience, time and nonce. The state
 * is the caller's to check. Throws `oauth_code`, `upstream_failed` or `upstream_timeout`.
 */
export async function exchangeCode({ server, clientId, clientSecret, redirectUri, code, issuer, verifier, nonce }: CodeGrant): Promise<CodeAnswer> {
  // Loaded when somebody comes back from a provider: most starts never need it.
  const openid = await import('openid-client');
  const metadata = { issuer: server.issuer, token_endpoint: server.tokenUrl, jwks_uri: server.keysUrl };
  const configuration = new openid.Configuration(metadata, clientId, undefined, openid.ClientSecretPost(clientSecret));
  configuration.timeout = timeoutSeconds;
  if (isLoopback(server.tokenUrl)) openid.allowInsecureRequests(configuration);
  if (server.keysUrl !== undefined) openid.enableNonRepudiationChecks(configuration);
  const answer = new URL(redirectUri);
  answer.searchParams.set('code', code);
  if (issuer !== undefined) answer.searchParams.set('iss', issuer);
  const checks: openidClient.AuthorizationCodeGrantChecks = {
    expectedState: openid.skipStateCheck,
    idTokenExpected: server.keysUrl !== undefined,
    ...(verifier !== undefined && { pkceCodeVerifier: verifier }),
    ...(nonce !== undefined && { expectedNonce: nonce }),
  };
  return openid.authorizationCodeGrant(configuration, answer, checks).catch(refuse);
}

/** RFC 8252 section 8.3: what never leaves the machine needs no TLS. */
function isLoopback(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

/** What is wrong with us, not with the code (RFC 6749 section 5.2). */
const ourFaults: ReadonlySet<unknown> = new Set(['invalid_client', 'unauthorized_client', 'incorrect_client_credentials', 'redirect_uri_mismatch']);

/** The library's errors may hold tokens of the answer, so they are no `cause`. */
function refuse(error: unknown): never {
  const { code, name } = error as { code?: unknown; name?: unknown };
  const word = errorWord(error);
  if (ourFaults.has(word)) throw new DomainError('upstream_failed', 'The provider does not take the credentials of this service.', { cause: new Error(String(word)) });
  // Of a claim: the ID token is not for this browser.
  if (word !== undefined || code === 'OAUTH_JWT_CLAIM_COMPARISON_FAILED') throw new DomainError('oauth_code', 'The provider does not take this code.');
  if (name === 'TimeoutError' || code === 'OAUTH_TIMEOUT') throw new DomainError('upstream_timeout', 'The provider took too long to answer.');
  if (typeof code !== 'string' && !(error instanceof TypeError)) throw error;
  throw new DomainError('upstream_failed', 'The provider did not answer as it should.', { cause: new Error(`${String(code)}: ${(error as Error).message}`) });
}

/** The `error` of an answer, of whatever status: some providers refuse with 200. */
function errorWord(error: unknown): unknown {
  const { error: word, cause } = error as { error?: unknown; cause?: { error?: unknown; body?: { error?: unknown } } };
  return word ?? cause?.error ?? cause?.body?.error;
}

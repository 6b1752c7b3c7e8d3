import { createHash } from 'node:crypto';
import { importPKCS8, SignJWT } from 'jose';
import type { OauthProvider } from './oauth-provider.ts';
import { exchangeCode } from './token-client.ts';

export interface AppleSettings {
  readonly clientId: string;
  readonly teamId: string;
  readonly keyId: string;
  /** Of the key `keyId`, P-256, as PEM (PKCS #8). */
  readonly privateKey: string;
  readonly redirectUri: string;
  /** For example `https://appleid.apple.com`. */
  readonly issuer: string;
  /** Where the browser goes. */
  readonly authUrl: string;
  /** Where codes are taken. */
  readonly tokenUrl: string;
  /** Of the keys that ID tokens are signed with. */
  readonly keysUrl: string;
  /** Apple tells names and addresses to a POST only, so by default nothing but `openid` is asked for. */
  readonly scope: string;
}

/** Apple (developer.apple.com, "Sign in with Apple REST API"): OpenID Connect, whose client secret is a token that the client signs. */
export function createApple(settings: AppleSettings): OauthProvider {
  const { clientId, redirectUri, issuer, tokenUrl, keysUrl } = settings;
  return {
    issuer,
    authorizationUrl({ state, secret }) {
      const url = new URL(settings.authUrl);
      const parameters = { client_id: clientId, redirect_uri: redirectUri, response_type: 'code', response_mode: 'query', scope: settings.scope, state, nonce: nonceOf(secret) };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url;
    },
    async exchange({ code, secret, issuer: answered }) {
      const clientSecret = await signClientSecret(settings);
      const nonce = secret === undefined ? undefined : nonceOf(secret);
      const answer = await exchangeCode({ server: { issuer, tokenUrl, keysUrl }, clientId, clientSecret, redirectUri, code, issuer: answered, nonce });
      const claims = answer.claims();
      // Apple writes it as a text at times.
      const isVerified = [true, 'true'].includes(claims?.['email_verified'] as string | boolean);
      const email = isVerified && typeof claims?.['email'] === 'string' ? claims['email'] : undefined;
      return { subject: claims?.sub ?? '', email, username: undefined, displayName: undefined };
    },
  };
}

/** Good for five minutes; Apple takes at most six months. */
async function signClientSecret({ clientId, teamId, keyId, privateKey, issuer }: AppleSettings): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(await importPKCS8(privateKey, 'ES256'));
}

/** Ties the ID token to the browser: from the nonce nobody finds the secret. */
function nonceOf(secret: string): string {
  return createHash('sha256').update(`nonce ${secret}`).digest('base64url');
}

import { createHash } from 'node:crypto';
import { DomainError } from '../errors.ts';
import type { OauthProvider, ProviderIdentity } from './oauth-provider.ts';
import { exchangeCode } from './token-client.ts';

export interface GithubSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** Where the browser goes, for example `https://github.com/login/oauth/authorize`. */
  readonly authUrl: string;
  /** Where codes are taken, for example `https://github.com/login/oauth/access_token`. */
  readonly tokenUrl: string;
  /** Where it is asked who signed in, for example `https://api.github.com`. */
  readonly apiUrl: string;
}

const issuer = 'https://github.com/login/oauth';

/** GitHub, or another site that answers as it does (docs.github.com, "Authorizing OAuth apps"): OAuth 2.0 with PKCE, and an API that says who it is. */
export function createGithub(settings: GithubSettings): OauthProvider {
  const { clientId, clientSecret, redirectUri, tokenUrl } = settings;
  return {
    issuer,
    authorizationUrl({ state, secret }) {
      const url = new URL(settings.authUrl);
      const parameters = {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'read:user user:email',
        state,
        code_challenge: createHash('sha256').update(secret).digest('base64url'),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return url;
    },
    async exchange({ code, secret }) {
      const { access_token: token } = await exchangeCode({ server: { issuer, tokenUrl }, clientId, clientSecret, redirectUri, code, verifier: secret });
      return readIdentity(settings.apiUrl, token);
    },
  };
}

interface GithubUser {
  readonly id: number | string;
  readonly login?: string;
  readonly name?: string | null;
}

interface GithubEmail {
  readonly email: string;
  readonly primary: boolean;
  readonly verified: boolean;
}

async function readIdentity(apiUrl: string, token: string): Promise<ProviderIdentity> {
  const [user, emails] = await Promise.all([ask<GithubUser>(`${apiUrl}/user`, token), ask<GithubEmail[]>(`${apiUrl}/user/emails`, token)]);
  const primary = emails.find((each) => each.primary && each.verified);
  return { subject: String(user.id), email: primary?.email, username: user.login, displayName: user.name ?? undefined };
}

/** The names of members are taken on trust: whoever answers here is whom the token came from. */
async function ask<Answer>(url: string, token: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'user-agent': 'specwright' };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(10_000), redirect: 'error' }).catch(refuse);
  if (response.ok) return response.json().catch(refuse) as Promise<Answer>;
  await response.body?.cancel();
  throw new DomainError('upstream_failed', 'The provider does not say who signed in.', { facts: { status: response.status } });
}

function refuse(error: unknown): never {
  if ((error as Error).name === 'TimeoutError') throw new DomainError('upstream_timeout', 'The provider took too long to answer.');
  throw new DomainError('upstream_failed', 'The provider did not answer as it should.', { cause: error });
}

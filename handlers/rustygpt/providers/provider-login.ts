import { beginOauth, oauthSeconds } from '../../../domain/oauth/begin-oauth.ts';
import { exchangeByHand } from '../../../domain/oauth/exchange-by-hand.ts';
import { finishOauth } from '../../../domain/oauth/finish-oauth.ts';
import type { OauthProvider } from '../../../domain/oauth/oauth-provider.ts';
import type { Database } from '../../../domain/database/database.ts';
import { DomainError } from '../../../domain/errors.ts';
import type * as types from '../../../generated/rustygpt/types.ts';
import type { Context } from '../context.ts';
import { clientFacts } from '../to-api/client-facts.ts';
import { oauthCookie, sessionCookies } from '../to-api/session-cookies.ts';

interface Request {
  readonly db: Database;
  readonly services: Context['services'];
}

/** What a browser brings back from any provider. */
interface Callback extends Request {
  readonly client: { readonly address: string };
  readonly headers: { readonly 'user-agent'?: string | undefined; readonly 'x-client-fingerprint'?: string | undefined };
  readonly query: { readonly code?: string | undefined; readonly state?: string | undefined; readonly error?: string | undefined; readonly iss?: string | undefined };
  readonly cookies: { readonly OAUTH_STATE?: string | undefined };
}

/** Sends the browser to a provider; to nowhere, where there are no credentials for it. */
export async function startLogin({ db, services: { cookies } }: Request, provider: OauthProvider | undefined) {
  if (!provider) return answer({ auth_url: '', configured: false }, oauthCookie(cookies, '', 0));
  const { url, secret } = await beginOauth(db, provider);
  return answer({ auth_url: url.href, configured: true }, oauthCookie(cookies, secret, oauthSeconds));
}

function answer(body: types.OauthStart, cookie: string) {
  return { status: 200 as const, headers: { 'cache-control': 'no-store' as const, 'set-cookie': [cookie] }, body };
}

/** Begins a session for whoever comes back, and sends the browser on. */
export async function finishLogin({ db, services, client, headers, query, cookies }: Callback, provider: OauthProvider | undefined) {
  const loggedIn = await finishOauth(db, requireConfigured(provider), services.cookieSessions, {
    state: query.state,
    secret: cookies.OAUTH_STATE,
    code: query.error === undefined ? query.code : undefined,
    issuer: query.iss,
    client: clientFacts({ client, headers }),
  });
  const setCookie = [...sessionCookies(services.cookies, loggedIn), oauthCookie(services.cookies, '', 0)];
  return { status: 302 as const, headers: { location: services.oauth.landing, 'cache-control': 'no-store' as const, 'set-cookie': setCookie } };
}

/** The user behind a code, for developers. */
export async function exchangeCode({ db, services: { oauth }, body }: Request & { body: types.ManualExchange }, provider: OauthProvider | undefined) {
  if (!oauth.allowsManual) throw new DomainError('not_offered', 'Codes cannot be exchanged by hand here.');
  const userId = await exchangeByHand(db, requireConfigured(provider), { code: body.auth_code, secret: body.code_verifier });
  return { status: 200 as const, headers: { 'cache-control': 'no-store' as const }, body: userId };
}

function requireConfigured(provider: OauthProvider | undefined): OauthProvider {
  if (!provider) throw new DomainError('unconfigured', 'The service has no credentials for this provider.');
  return provider;
}

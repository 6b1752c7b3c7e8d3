import { SQL } from 'sql-template-strings';
import { createOpaqueToken } from '../credential/opaque-token.ts';
import type { Queryable } from '../database/database.ts';
import type { OauthProvider } from './oauth-provider.ts';

/** How long somebody may take to sign in at the provider. */
export const oauthSeconds = 600;

/** Where to send the browser, and what it has to bring back with it. */
export async function beginOauth(db: Queryable, provider: OauthProvider): Promise<{ url: URL; secret: string }> {
  const state = createOpaqueToken();
  const browser = createOpaqueToken();
  await db.query(SQL`
    insert into oauth_attempts (state_hash, provider, browser_hash, expires_at)
    values (${state.hash}, ${provider.issuer}, ${browser.hash}, now() + make_interval(secs => ${oauthSeconds}))
  `.setName('begin_oauth'));
  return { url: provider.authorizationUrl({ state: state.token, secret: browser.token }), secret: browser.token };
}

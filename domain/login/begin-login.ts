import { SQL } from 'sql-template-strings';
import { createOpaqueToken, hashOpaqueToken, isOpaqueToken } from '../credential/opaque-token.ts';
import { seal } from '../credential/seal.ts';
import type { Database } from '../database/database.ts';
import type { SignInRequest } from '../directory/directory.ts';
import { chooseLanding, type LandingRules } from './landing.ts';
import { attemptSeconds, type LoginServices } from './login.ts';

/** Where the directory sends browsers back to. */
export const callbackPath = '/auth/callback';

/** What is needed to finish, sealed with the browser's secret. */
export interface Attempt {
  readonly request: SignInRequest;
  readonly landing: string;
}

export const attemptPurpose = 'login attempt';

/**
 * Sends somebody to the directory. The browser keeps `browserToken` in a cookie and has to show it at the end, so that nobody can finish with a
 * browser what was begun with another one; a browser that has one keeps it, so that several tabs may sign in at once.
 */
export async function beginLogin(
  db: Database,
  { directory }: LoginServices,
  { rules, redirect, browserToken: kept = '' }: { rules: LandingRules; redirect?: string; browserToken?: string },
): Promise<{ url: URL; browserToken: string }> {
  const landing = chooseLanding(rules, redirect);
  const [state, nonce, verifier] = [createOpaqueToken(), createOpaqueToken(), createOpaqueToken()];
  const browserToken = isOpaqueToken(kept) ? kept : createOpaqueToken().token;
  const redirectUri = new URL(callbackPath, rules.publicUrl).href;
  const request: SignInRequest = { redirectUri, state: state.token, nonce: nonce.token, codeVerifier: verifier.token };
  const url = await directory.authorizationUrl(request);
  const attempt: Attempt = { request, landing };
  await db.query(SQL`
    insert into login_attempts (state_hash, browser_hash, sealed, expires_at)
    values (
      ${state.hash}, ${hashOpaqueToken(browserToken)}, ${seal(browserToken, attemptPurpose, JSON.stringify(attempt))},
      now() + make_interval(secs => ${attemptSeconds})
    )
  `.setName('begin_login'));
  return { url, browserToken };
}

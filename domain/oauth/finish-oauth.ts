import { SQL } from 'sql-template-strings';
import { hashOpaqueToken } from '../credential/opaque-token.ts';
import type { ClientFacts, CookieSessionRules } from '../cookie-session/cookie-session.ts';
import { type LoggedIn, requireEnabled } from '../cookie-session/log-in.ts';
import { openCookieSession } from '../cookie-session/open-cookie-session.ts';
import { type Database, first, type Queryable, transaction } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { readPerson } from '../identity/read-person.ts';
import { identifyPerson } from './identify-person.ts';
import type { OauthProvider } from './oauth-provider.ts';

/** What the browser brought back. */
export interface OauthAnswer {
  readonly state: string | undefined;
  /** Of the cookie. */
  readonly secret: string | undefined;
  /** Undefined where the user declined. */
  readonly code: string | undefined;
  readonly issuer?: string | undefined;
  readonly client: ClientFacts;
}

/**
 * Begins a session for whoever the provider says it is; one who comes for the first time is linked by a verified address, or added. Throws
 * `oauth_state` (unknown, used, too late, or of another browser), `oauth_denied`, `oauth_code`, `account_disabled`, `upstream_failed` or `upstream_timeout`.
 */
export async function finishOauth(db: Database, provider: OauthProvider, rules: CookieSessionRules, { state, secret, code, issuer, client }: OauthAnswer): Promise<LoggedIn> {
  if (state === undefined || secret === undefined) throw badState();
  await useState(db, provider, { state, secret });
  if (code === undefined) throw new DomainError('oauth_denied', 'The provider did not sign you in.');
  const identity = await provider.exchange({ code, secret, issuer });
  return transaction(db, async (tx) => {
    const userId = await identifyPerson(tx, provider.issuer, identity);
    const person = await requireEnabled(readPerson(tx, userId));
    return { person, ...(await openCookieSession(tx, rules, { userId, client })) };
  });
}

/** Of two that bring one state, one gets the row. A wrong browser does not use it up. */
async function useState(db: Queryable, { issuer }: OauthProvider, { state, secret }: { state: string; secret: string }): Promise<void> {
  const used = await first(db, SQL`
    delete from oauth_attempts
    where state_hash = ${hashOpaqueToken(state)}
      and provider = ${issuer}
      and browser_hash = ${hashOpaqueToken(secret)}
      and expires_at > now()
    returning provider
  `.setName('use_oauth_state'));
  if (!used) throw badState();
}

function badState(): DomainError {
  return new DomainError('oauth_state', 'This signing in is over, or was begun in another browser. Please begin again.');
}

import { SQL } from 'sql-template-strings';
import { only, type Queryable } from '../database/database.ts';
import { type ClientFacts, type CookieSession, type CookieSessionRules, createCookieSecrets, type FreshSession, hashClient, sessionColumns } from './cookie-session.ts';

/** Begins a session; where the user has as many as allowed, the oldest ends. */
export async function openCookieSession(
  tx: Queryable,
  { idleSeconds, absoluteSeconds, perUser }: CookieSessionRules,
  { userId, client }: { userId: string; client: ClientFacts },
): Promise<FreshSession> {
  const { token, csrfToken, hash, csrfHash } = createCookieSecrets();
  const session = await only<CookieSession>(tx, SQL`
    insert into cookie_sessions (user_id, hash, csrf_hash, client_hash, expires_at, absolute_expires_at)
    values (
      ${userId}, ${hash}, ${csrfHash}, ${hashClient(client)},
      clock_timestamp() + make_interval(secs => ${Math.min(idleSeconds, absoluteSeconds)}),
      clock_timestamp() + make_interval(secs => ${absoluteSeconds})
    )
    returning `.append(sessionColumns).setName('open_cookie_session'));
  if (perUser > 0) await endOldest(tx, userId, perUser);
  return { session, secrets: { token, csrfToken } };
}

async function endOldest(tx: Queryable, userId: string, keep: number): Promise<void> {
  await tx.query(SQL`
    delete from cookie_sessions
    where id in (
      select id
      from cookie_sessions
      where user_id = ${userId}
      order by issued_at desc, id
      offset ${keep}
    )
  `.setName('end_oldest_cookie_sessions'));
}

import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import { type Database, first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { readPerson } from '../identity/read-person.ts';
import { type CookieSession, type CookieSessionRules, createCookieSecrets, type FreshSession, graceSeconds, sessionColumns } from './cookie-session.ts';
import type { LoggedIn } from './log-in.ts';

/** Gives the actor's session new cookies. Throws `rotated_elsewhere` where another request has just done so. */
export async function rotateCookieSession(db: Database, rules: CookieSessionRules, actor: SessionActor): Promise<LoggedIn> {
  const rotated = await tryToRotate(db, rules, actor.session);
  if (!rotated) throw new DomainError('rotated_elsewhere', 'The session has new cookies already.');
  return { person: await readPerson(db, actor.userId), ...rotated };
}

/** Of two at once one wins, by the hash; undefined for the other. */
export async function tryToRotate(db: Queryable, { idleSeconds }: CookieSessionRules, { id, hash }: { id: string; hash: Buffer }): Promise<FreshSession | undefined> {
  const { token, csrfToken, hash: newHash, csrfHash } = createCookieSecrets();
  const session = await first<CookieSession>(db, SQL`
    update cookie_sessions
    set
      previous_hash = hash,
      previous_csrf_hash = csrf_hash,
      previous_until = now() + make_interval(secs => ${graceSeconds}),
      hash = ${newHash},
      csrf_hash = ${csrfHash},
      rotated_at = now(),
      used_at = now(),
      rotation_due = false,
      expires_at = least(now() + make_interval(secs => ${idleSeconds}), absolute_expires_at)
    where id = ${id} and hash = ${hash}
    returning `.append(sessionColumns).setName('rotate_cookie_session'));
  return session && { session, secrets: { token, csrfToken } };
}

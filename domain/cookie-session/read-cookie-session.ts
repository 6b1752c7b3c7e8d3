import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { type Person, readPerson } from '../identity/read-person.ts';
import { type CookieSession, sessionColumns } from './cookie-session.ts';

/** Who is signed in, and the session. Throws `invalid_token` where it has ended meanwhile. */
export async function readCookieSession(db: Queryable, { userId, session: { id } }: SessionActor): Promise<{ person: Person; session: CookieSession }> {
  const session = await first<CookieSession>(db, SQL`select `
    .append(sessionColumns)
    .append(SQL` from cookie_sessions where id = ${id}`)
    .setName('read_cookie_session'));
  if (!session) throw new DomainError('invalid_token', 'This session has ended.');
  return { person: await readPerson(db, userId), session };
}

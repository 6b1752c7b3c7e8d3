import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import type { Queryable } from '../database/database.ts';

/** Ends the session that the actor came with. */
export async function endCookieSession(db: Queryable, { session }: SessionActor): Promise<void> {
  await db.query(SQL`
    delete from cookie_sessions
    where id = ${session.id}
  `.setName('end_cookie_session'));
}

import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { sessionWatch } from './session-watch.ts';

/** Ends the session that the actor came with, and what goes on in it. */
export async function endCookieSession(db: Database, { session }: SessionActor): Promise<void> {
  await db.query(SQL`
    delete from cookie_sessions
    where id = ${session.id}
  `.setName('end_cookie_session'));
  sessionWatch(db).end(session.id);
}

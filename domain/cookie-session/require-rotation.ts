import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';

/** Has all sessions of a user get new cookies with their next request: what the user may do has changed. */
export async function requireRotation(tx: Queryable, userId: string): Promise<void> {
  await tx.query(SQL`
    update cookie_sessions
    set rotation_due = true
    where user_id = ${userId} and expires_at > now()
  `.setName('require_rotation'));
}

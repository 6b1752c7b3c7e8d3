import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';

/** The user's roles or groups have changed: the next request of any of their logins asks the directory. */
export async function forgetStanding(db: Queryable, userId: string): Promise<void> {
  await db.query(SQL`
    update logins
    set checked_at = '-infinity'
    where user_id = ${userId}
  `.setName('forget_standing'));
}

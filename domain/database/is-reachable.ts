import { SQL } from 'sql-template-strings';
import type { Queryable } from './database.ts';

/** Whether the database answers now; for health checks. */
export async function isReachable(db: Queryable): Promise<boolean> {
  try {
    await db.query(SQL`select 1`.setName('is_reachable'));
    return true;
  } catch {
    return false;
  }
}

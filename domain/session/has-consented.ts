import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';

/** Whether the session's user agreed to being heard and seen; the latest word counts. */
export async function hasConsented(db: Queryable, sessionId: string): Promise<boolean> {
  const latest = await first<{ granted: boolean }>(db, SQL`
    select granted
    from session_consents
    where session_id = ${sessionId}
    order by sequence desc
    limit 1
  `.setName('find_consent'));
  return latest?.granted ?? false;
}

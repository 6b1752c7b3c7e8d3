import { SQL } from 'sql-template-strings';
import { only, type Queryable } from '../database/database.ts';

/** Whether the installation has its first administrator. */
export async function isSetUp(db: Queryable): Promise<boolean> {
  const { found } = await only<{ found: boolean }>(db, SQL`
    select exists (select from installation) as found
  `.setName('is_set_up'));
  return found;
}

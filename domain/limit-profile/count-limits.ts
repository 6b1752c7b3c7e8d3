import { SQL } from 'sql-template-strings';
import { only, type Queryable } from '../database/database.ts';

/** How many profiles and assignments there are. */
export function countLimits(db: Queryable): Promise<{ profiles: number; assignments: number }> {
  return only(db, SQL`
    select
      (select count(*)::int from limit_profiles) as profiles,
      (select count(*)::int from limit_assignments) as assignments
  `.setName('count_limits'));
}

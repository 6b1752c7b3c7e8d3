import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';
import type { SiteRole } from './site-role.ts';

/** Gives a user a role; an operator's act, without an actor. Doing it again changes nothing. */
export async function grantRole(db: Queryable, userId: string, role: SiteRole): Promise<void> {
  await db.query(SQL`
    insert into user_roles (user_id, role)
    values (${userId}, ${role})
    on conflict do nothing
  `.setName('grant_role'));
}

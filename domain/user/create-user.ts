import { SQL } from 'sql-template-strings';
import { only, type Queryable } from '../database/database.ts';

/** Adds a person to a tenant and returns the new id. How the person is recognised is a matter of `identity`. */
export async function createUser(tx: Queryable, tenantId: string): Promise<string> {
  const { id } = await only<{ id: string }>(tx, SQL`
    insert into users (tenant_id)
    values (${tenantId})
    returning id
  `.setName('create_user'));
  return id;
}

import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';

export interface UserName {
  readonly tenantId: string;
  /** Letters, digits, `.`, `_` and `-`; unique in the tenant whatever its case. */
  readonly username: string;
  readonly displayName?: string;
}

/** Gives a user a name. Throws `name_taken`. */
export async function nameUser(db: Queryable, userId: string, name: UserName): Promise<void> {
  if (!(await tryToNameUser(db, userId, name))) throw new DomainError('name_taken', 'There is an account of this name.');
}

/** The same; false where the name is taken. */
export async function tryToNameUser(db: Queryable, userId: string, { tenantId, username, displayName }: UserName): Promise<boolean> {
  const named = await first(db, SQL`
    insert into user_names (user_id, tenant_id, username, display_name)
    values (${userId}, ${tenantId}, ${username}, ${displayName ?? null})
    on conflict do nothing
    returning user_id
  `.setName('name_user'));
  return named !== undefined;
}

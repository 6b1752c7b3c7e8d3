import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';

/** Keeps that a user's address has been proved to be theirs. False where that was known. */
export async function markAddressVerified(tx: Queryable, userId: string): Promise<boolean> {
  const marked = await first(tx, SQL`
    insert into verified_addresses (user_id)
    values (${userId})
    on conflict do nothing
    returning user_id
  `.setName('mark_address_verified'));
  return marked !== undefined;
}

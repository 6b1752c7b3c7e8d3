import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, first } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { normalizeEmail } from './normalize-email.ts';

/**
 * Changes the actor's own settings; what is not given stays. That an address was proved to be theirs says nothing of another one. Throws
 * `user_not_found` or `email_taken`.
 */
export async function updateAccount(
  db: Database,
  actor: AccountActor,
  { email }: { email?: string },
): Promise<{ email: string }> {
  const address = email === undefined ? null : normalizeEmail(email);
  const updated = await first<{ email: string }>(db, SQL`
    with unproved as (
      delete from verified_addresses v
      using email_identities e
      where v.user_id = ${actor.userId} and e.user_id = v.user_id and e.email <> ${address}
    )
    update email_identities
    set email = coalesce(${address}, email), updated_at = now()
    where user_id = ${actor.userId}
    returning email
  `.setName('update_account')).catch(refuseTaken);
  if (!updated) throw new DomainError('user_not_found', 'This account does not exist any more.');
  return updated;
}

/** SQLSTATE 23505, unique_violation: the only unique thing that changes here is the address. */
function refuseTaken(error: unknown): never {
  if ((error as { code?: string }).code !== '23505') throw error;
  throw new DomainError('email_taken', 'There is an account with this address.', { cause: error });
}

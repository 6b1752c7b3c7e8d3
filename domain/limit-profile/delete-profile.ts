import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { requireAdministrator } from '../user/require-administrator.ts';

/** Deletes a profile that is assigned to nothing. For administrators. Throws `profile_not_found` or `profile_assigned`. */
export async function deleteProfile(db: Queryable, actor: SessionActor, { id }: { id: string }): Promise<void> {
  requireAdministrator(actor);
  const deleted = await first(db, SQL`
    delete from limit_profiles
    where id = ${id}
    returning id
  `.setName('delete_limit_profile')).catch(refuseAssigned);
  if (!deleted) throw new DomainError('profile_not_found', 'There is no such profile.');
}

/** SQLSTATE 23503 (foreign_key_violation) or 23001 (restrict_violation): an assignment refers to it. */
function refuseAssigned(error: unknown): never {
  const { code } = error as { code?: string };
  if (code !== '23503' && code !== '23001') throw error;
  throw new DomainError('profile_assigned', 'The profile is assigned. Take it off its routes first.', { cause: error });
}

import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { requireAdministrator } from '../user/require-administrator.ts';

/** Takes a profile off a route. For administrators. Throws `assignment_not_found`. */
export async function deleteAssignment(db: Queryable, actor: SessionActor, { id }: { id: string }): Promise<void> {
  requireAdministrator(actor);
  const deleted = await first(db, SQL`
    delete from limit_assignments
    where id = ${id}
    returning id
  `.setName('delete_limit_assignment'));
  if (!deleted) throw new DomainError('assignment_not_found', 'There is no such assignment.');
}

import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import type { Queryable } from '../database/database.ts';
import { requireAdministrator } from '../user/require-administrator.ts';
import { assignmentColumns, type LimitAssignment } from './limit-assignment.ts';

/** All assignments, in the order in which they are tried. For administrators. */
export function listAssignments(db: Queryable, actor: SessionActor): Promise<LimitAssignment[]> {
  requireAdministrator(actor);
  return db.query<LimitAssignment>(SQL`select `
    .append(assignmentColumns)
    .append(SQL` from limit_assignments a join limit_profiles p on p.id = a.profile_id order by a.sequence`)
    .setName('list_limit_assignments'));
}

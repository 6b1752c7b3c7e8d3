import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import { type Database, first, only, type Queryable, transaction } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { requireAdministrator } from '../user/require-administrator.ts';
import { assignmentColumns, type LimitAssignment } from './limit-assignment.ts';
import type { LimitAlgorithm } from './limit-profile.ts';

export interface NewAssignment {
  readonly profileId: string;
  /** In any case. */
  readonly method: string;
  readonly pathPattern: string;
}

/**
 * Has a profile count for a route, in the place of the one that did. For administrators. Throws `profile_not_found`, or
 * `invalid_assignment` for a profile that is not of the one algorithm in force.
 */
export function assignProfile(db: Database, actor: SessionActor, { profileId, method, pathPattern }: NewAssignment): Promise<LimitAssignment> {
  requireAdministrator(actor);
  return transaction(db, async (tx) => {
    await requireInForce(tx, profileId);
    const { id } = await only<{ id: string }>(tx, SQL`
      insert into limit_assignments (profile_id, method, path_pattern)
      values (${profileId}, ${method.toUpperCase()}, ${pathPattern})
      on conflict (method, path_pattern) do update
      set profile_id = excluded.profile_id, updated_at = clock_timestamp()
      returning id
    `.setName('assign_limit_profile'));
    return readAssignment(tx, id);
  });
}

/** Locks the profile, so that it is not deleted meanwhile. */
async function requireInForce(tx: Queryable, profileId: string): Promise<void> {
  const profile = await first<{ algorithm: LimitAlgorithm }>(tx, SQL`
    select algorithm
    from limit_profiles
    where id = ${profileId}
    for key share
  `.setName('find_limit_algorithm'));
  if (!profile) throw new DomainError('profile_not_found', 'There is no such profile.');
  if (profile.algorithm !== 'gcra') throw new DomainError('invalid_assignment', `Only gcra can be assigned, not ${profile.algorithm}.`);
}

function readAssignment(tx: Queryable, id: string): Promise<LimitAssignment> {
  return only<LimitAssignment>(tx, SQL`select `
    .append(assignmentColumns)
    .append(SQL` from limit_assignments a join limit_profiles p on p.id = a.profile_id where a.id = ${id}`)
    .setName('read_limit_assignment'));
}

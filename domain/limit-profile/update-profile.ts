import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { requireAdministrator } from '../user/require-administrator.ts';
import { type LimitParams, type LimitProfile, profileColumns } from './limit-profile.ts';

export interface ProfileUpdate {
  readonly id: string;
  readonly params: LimitParams;
  /** Undefined: stays; null: cleared. */
  readonly description?: string | null | undefined;
}

/** Changes a profile, at once for every request that comes. For administrators. Throws `profile_not_found`. */
export async function updateProfile(db: Queryable, actor: SessionActor, { id, params, description }: ProfileUpdate): Promise<LimitProfile> {
  requireAdministrator(actor);
  const profile = await first<LimitProfile>(db, SQL`
    update limit_profiles
    set
      params = ${JSON.stringify(params)},
      description = case when ${description === undefined} then description else ${description ?? null} end,
      updated_at = clock_timestamp()
    where id = ${id}
    returning `.append(profileColumns).setName('update_limit_profile'));
  if (!profile) throw new DomainError('profile_not_found', 'There is no such profile.');
  return profile;
}

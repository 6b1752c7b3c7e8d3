import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { requireAdministrator } from '../user/require-administrator.ts';
import { type LimitAlgorithm, type LimitParams, type LimitProfile, profileColumns } from './limit-profile.ts';

export interface NewProfile {
  readonly name: string;
  /** Default `gcra`. */
  readonly algorithm?: LimitAlgorithm | undefined;
  readonly params?: LimitParams | undefined;
  readonly description?: string | undefined;
}

/** Adds a profile. For administrators. Throws `name_taken`. */
export async function createProfile(
  db: Queryable,
  actor: SessionActor,
  { name, algorithm = 'gcra', params = {}, description }: NewProfile,
): Promise<LimitProfile> {
  requireAdministrator(actor);
  const profile = await first<LimitProfile>(db, SQL`
    insert into limit_profiles (name, algorithm, params, description)
    values (${name}, ${algorithm}, ${JSON.stringify(params)}, ${description ?? null})
    on conflict (name) do nothing
    returning `.append(profileColumns).setName('create_limit_profile'));
  if (!profile) throw new DomainError('name_taken', 'There is a profile of this name.');
  return profile;
}

import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import type { Queryable } from '../database/database.ts';
import { requireAdministrator } from '../user/require-administrator.ts';
import { type LimitProfile, profileColumns } from './limit-profile.ts';

/** All profiles, by name. For administrators. */
export function listProfiles(db: Queryable, actor: SessionActor): Promise<LimitProfile[]> {
  requireAdministrator(actor);
  return db.query<LimitProfile>(SQL`select `
    .append(profileColumns)
    .append(SQL` from limit_profiles order by name`)
    .setName('list_limit_profiles'));
}

import { listProfiles } from '../../../domain/limit-profile/list-profiles.ts';
import type { ListLimitProfiles } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { toProfile } from '../to-api/limits.ts';
import { requireOffered } from './require-offered.ts';

/** GET /api/admin/limits/profiles: List the profiles */
export const listLimitProfiles: ListLimitProfiles<Context> = async ({ actor, db, services }) => {
  requireOffered(services);
  const profiles = await listProfiles(db, actor);
  return { status: 200, body: profiles.map(toProfile) };
};

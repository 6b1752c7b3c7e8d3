import { updateProfile } from '../../../domain/limit-profile/update-profile.ts';
import type { UpdateLimitProfile } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { toProfile } from '../to-api/limits.ts';
import { requireOffered } from './require-offered.ts';

/** PUT /api/admin/limits/profiles/{id}: Change a profile */
export const updateLimitProfile: UpdateLimitProfile<Context> = async ({ path, body, actor, db, services }) => {
  requireOffered(services);
  return { status: 200, body: toProfile(await updateProfile(db, actor, { id: path.id, ...body })) };
};

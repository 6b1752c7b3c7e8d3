import { deleteProfile } from '../../../domain/limit-profile/delete-profile.ts';
import type { DeleteLimitProfile } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { requireOffered } from './require-offered.ts';

/** DELETE /api/admin/limits/profiles/{id}: Delete a profile */
export const deleteLimitProfile: DeleteLimitProfile<Context> = async ({ path, actor, db, services }) => {
  requireOffered(services);
  await deleteProfile(db, actor, path);
  return { status: 204 };
};

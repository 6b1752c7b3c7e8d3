import { deleteAssignment } from '../../../domain/limit-profile/delete-assignment.ts';
import type { DeleteLimitAssignment } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { requireOffered } from './require-offered.ts';

/** DELETE /api/admin/limits/assignments/{id}: Take a profile off a route */
export const deleteLimitAssignment: DeleteLimitAssignment<Context> = async ({ path, actor, db, services }) => {
  requireOffered(services);
  await deleteAssignment(db, actor, path);
  return { status: 204 };
};

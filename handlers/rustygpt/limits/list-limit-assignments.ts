import { listAssignments } from '../../../domain/limit-profile/list-assignments.ts';
import type { ListLimitAssignments } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { toAssignment } from '../to-api/limits.ts';
import { requireOffered } from './require-offered.ts';

/** GET /api/admin/limits/assignments: List the assignments */
export const listLimitAssignments: ListLimitAssignments<Context> = async ({ actor, db, services }) => {
  requireOffered(services);
  const assignments = await listAssignments(db, actor);
  return { status: 200, body: assignments.map(toAssignment) };
};

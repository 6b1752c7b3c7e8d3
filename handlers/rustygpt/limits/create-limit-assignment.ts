import { assignProfile } from '../../../domain/limit-profile/assign-profile.ts';
import type { CreateLimitAssignment } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { toAssignment } from '../to-api/limits.ts';
import { requireOffered } from './require-offered.ts';

/** POST /api/admin/limits/assignments: Assign a profile to a route */
export const createLimitAssignment: CreateLimitAssignment<Context> = async ({ body, actor, db, services }) => {
  requireOffered(services);
  const assignment = await assignProfile(db, actor, { profileId: body.profile_id, method: body.method, pathPattern: body.path });
  return { status: 201, body: toAssignment(assignment) };
};

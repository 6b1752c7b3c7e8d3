import { createProfile } from '../../../domain/limit-profile/create-profile.ts';
import type { CreateLimitProfile } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { toProfile } from '../to-api/limits.ts';
import { requireOffered } from './require-offered.ts';

/** POST /api/admin/limits/profiles: Create a profile */
export const createLimitProfile: CreateLimitProfile<Context> = async ({ body, actor, db, services }) => {
  requireOffered(services);
  return { status: 201, body: toProfile(await createProfile(db, actor, body)) };
};

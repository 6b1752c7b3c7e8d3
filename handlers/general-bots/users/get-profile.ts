import { readProfile } from '../../../domain/member/read-profile.ts';
import type { GetProfile } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';
import { toProfile } from '../to-api/profile.ts';

export const getProfile: GetProfile<Context> = async ({ actor, services }) => {
  const user = await readProfile(services.directory, actor);
  return { status: 200, body: toProfile(user) };
};

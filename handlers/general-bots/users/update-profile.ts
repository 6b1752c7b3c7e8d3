import { updateProfile as update } from '../../../domain/member/update-profile.ts';
import type { UpdateProfile } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';
import { toProfile } from '../to-api/profile.ts';

export const updateProfile: UpdateProfile<Context> = async ({ actor, body, services }) => {
  const { email, first_name: firstName, last_name: lastName } = body;
  const user = await update(services.directory, actor, { email, firstName, lastName });
  return { status: 200, body: toProfile(user) };
};

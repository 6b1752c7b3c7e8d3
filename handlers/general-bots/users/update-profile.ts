import { NotImplemented } from 'specwright/runtime';
import type { UpdateProfile } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** PUT /api/users/me: Change the own profile */
export const updateProfile: UpdateProfile<Context> = () => {
  throw new NotImplemented('updateProfile');
};

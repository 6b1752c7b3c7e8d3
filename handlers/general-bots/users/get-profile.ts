import { NotImplemented } from 'specwright/runtime';
import type { GetProfile } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/users/me: Read the own profile */
export const getProfile: GetProfile<Context> = () => {
  throw new NotImplemented('getProfile');
};

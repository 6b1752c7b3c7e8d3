import { NotImplemented } from 'specwright/runtime';
import type { LogOut } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** POST /auth/logout: Sign out */
export const logOut: LogOut<Context> = () => {
  throw new NotImplemented('logOut');
};

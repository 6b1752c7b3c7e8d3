import { NotImplemented } from 'specwright/runtime';
import type { LogOut } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/auth/logout: Log out */
export const logOut: LogOut<Context> = () => {
  throw new NotImplemented('logOut');
};

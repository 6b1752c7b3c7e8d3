import { NotImplemented } from 'specwright/runtime';
import type { LogIn } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/auth/login: Log in */
export const logIn: LogIn<Context> = () => {
  throw new NotImplemented('logIn');
};

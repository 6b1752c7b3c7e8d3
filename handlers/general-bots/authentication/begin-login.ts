import { NotImplemented } from 'specwright/runtime';
import type { BeginLogin } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /auth/login: Send the browser to the directory */
export const beginLogin: BeginLogin<Context> = () => {
  throw new NotImplemented('beginLogin');
};

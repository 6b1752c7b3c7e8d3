import { NotImplemented } from 'specwright/runtime';
import type { CompleteLogin } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /auth/callback: Take the browser back from the directory */
export const completeLogin: CompleteLogin<Context> = () => {
  throw new NotImplemented('completeLogin');
};

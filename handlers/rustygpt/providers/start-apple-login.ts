import { NotImplemented } from 'specwright/runtime';
import type { StartAppleLogin } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/oauth/apple: Begin to sign in with Apple */
export const startAppleLogin: StartAppleLogin<Context> = () => {
  throw new NotImplemented('startAppleLogin');
};

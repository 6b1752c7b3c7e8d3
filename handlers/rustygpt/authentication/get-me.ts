import { NotImplemented } from 'specwright/runtime';
import type { GetMe } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/auth/me: Read who is logged in */
export const getMe: GetMe<Context> = () => {
  throw new NotImplemented('getMe');
};

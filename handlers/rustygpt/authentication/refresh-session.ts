import { NotImplemented } from 'specwright/runtime';
import type { RefreshSession } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/auth/refresh: Rotate the session */
export const refreshSession: RefreshSession<Context> = () => {
  throw new NotImplemented('refreshSession');
};

import { NotImplemented } from 'specwright/runtime';
import type { GetSession } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/session: Read the current local session */
export const getSession: GetSession<Context> = () => {
  throw new NotImplemented('getSession');
};

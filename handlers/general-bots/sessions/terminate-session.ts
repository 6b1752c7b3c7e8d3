import { NotImplemented } from 'specwright/runtime';
import type { TerminateSession } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** DELETE /api/session/{id}: Terminate an own session */
export const terminateSession: TerminateSession<Context> = () => {
  throw new NotImplemented('terminateSession');
};

import { NotImplemented } from 'specwright/runtime';
import type { ValidateSession } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /auth/validate: Ask whether a session token is valid */
export const validateSession: ValidateSession<Context> = () => {
  throw new NotImplemented('validateSession');
};

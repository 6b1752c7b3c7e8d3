import { NotImplemented } from 'specwright/runtime';
import type { RevokeInvite } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/invites/{token}/revoke: Revoke an invite */
export const revokeInvite: RevokeInvite<Context> = () => {
  throw new NotImplemented('revokeInvite');
};

import { revokeInvite as revoke } from '../../../domain/invite/revoke-invite.ts';
import type { RevokeInvite } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const revokeInvite: RevokeInvite<Context> = async ({ actor, path, db }) => {
  await revoke(db, actor, path);
  return { status: 204 };
};

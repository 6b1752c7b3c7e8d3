import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { hashOpaqueToken } from '../credential/opaque-token.ts';
import { type Database, transaction } from '../database/database.ts';
import { requireParticipant } from '../participant/require-participant.ts';
import { findInvite, requireOpen } from './find-invite.ts';

/** Makes an invite worthless, for good. Throws `invite_not_found`, `forbidden` or `invite_closed`. */
export function revokeInvite(db: Database, actor: AccountActor, { token }: { token: string }): Promise<void> {
  return transaction(db, async (tx) => {
    const invite = await findInvite(tx, token);
    await requireParticipant(tx, actor, { conversationId: invite.conversationId, right: 'manage' });
    if (invite.isRevoked) return;
    requireOpen(invite);
    await tx.query(SQL`
      update invites
      set revoked_at = now()
      where hash = ${hashOpaqueToken(token)}
    `.setName('revoke_invite'));
  });
}

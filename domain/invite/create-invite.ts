import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { createOpaqueToken } from '../credential/opaque-token.ts';
import { type Database, only } from '../database/database.ts';
import { normalizeEmail } from '../identity/normalize-email.ts';
import { requireRank } from '../participant/add-participant.ts';
import type { ParticipantRole } from '../participant/participant.ts';
import { requireParticipant } from '../participant/require-participant.ts';
import { defaultInviteSeconds, inviteTokenBytes } from './invite.ts';

export interface InviteInput {
  readonly conversationId: string;
  /** Only an account with this address may accept. */
  readonly email: string;
  readonly role: ParticipantRole;
  readonly lifetimeSeconds?: number;
}

/** Makes an invite; its token is told this once. Throws `conversation_not_found` or `forbidden`. */
export async function createInvite(
  db: Database,
  actor: AccountActor,
  { conversationId, email, role, lifetimeSeconds = defaultInviteSeconds }: InviteInput,
): Promise<{ token: string; expiresAt: Date }> {
  requireRank(await requireParticipant(db, actor, { conversationId, right: 'manage' }), role);
  const { token, hash } = createOpaqueToken(inviteTokenBytes);
  const { expiresAt } = await only<{ expiresAt: Date }>(db, SQL`
    insert into invites (hash, conversation_id, email, role, created_by, expires_at)
    values (
      ${hash},
      ${conversationId},
      ${normalizeEmail(email)},
      ${role},
      ${actor.userId},
      now() + make_interval(secs => ${lifetimeSeconds})
    )
    returning expires_at as "expiresAt"
  `.setName('create_invite'));
  return { token, expiresAt };
}

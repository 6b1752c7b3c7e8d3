import { SQL } from 'sql-template-strings';
import { hashOpaqueToken } from '../credential/opaque-token.ts';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { Invite } from './invite.ts';

/** The invite that a token is for, held until the transaction ends. Throws `invite_not_found`. */
export async function findInvite(tx: Queryable, token: string): Promise<Invite> {
  const invite = await first<Invite>(tx, SQL`
    select
      conversation_id as "conversationId",
      email,
      role,
      expires_at <= now() as "isExpired",
      accepted_at is not null as "isAccepted",
      revoked_at is not null as "isRevoked"
    from invites
    where hash = ${hashOpaqueToken(token)}
    for update
  `.setName('find_invite'));
  if (!invite) throw new DomainError('invite_not_found', 'There is no such invite.');
  return invite;
}

/** Throws `invite_closed` for one that was accepted or revoked, or has run out. */
export function requireOpen({ isAccepted, isRevoked, isExpired }: Invite): void {
  if (isAccepted) throw new DomainError('invite_closed', 'This invite has been accepted.');
  if (isRevoked) throw new DomainError('invite_closed', 'This invite has been revoked.');
  if (isExpired) throw new DomainError('invite_closed', 'This invite has expired.');
}

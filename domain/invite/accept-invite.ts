import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { hashOpaqueToken } from '../credential/opaque-token.ts';
import { type Database, first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { EventFeed } from '../event/event-feed.ts';
import { tellEvents } from '../event/tell-events.ts';
import { admit, findRole, lockMembership } from '../participant/membership.ts';
import { findInvite, requireOpen } from './find-invite.ts';

/**
 * Lets the actor take part as the invite says, and uses the invite up: of two who come at once, one gets in. Throws `invite_not_found`,
 * `invite_closed`, `forbidden` (the invite is for another address) or `already_participant`, after which it can still be used.
 */
export function acceptInvite(
  db: Database,
  feed: EventFeed,
  actor: AccountActor,
  { token }: { token: string },
): Promise<{ conversationId: string }> {
  return tellEvents(db, feed, async (tx, tell) => {
    const invite = await findInvite(tx, token);
    if (!(await hasEmail(tx, actor, invite.email))) throw new DomainError('forbidden', 'This invite is for somebody else.');
    requireOpen(invite);
    const { conversationId, role } = invite;
    const member = { conversationId, userId: actor.userId };
    await lockMembership(tx, conversationId);
    if (await findRole(tx, member)) throw new DomainError('already_participant', 'You take part in this conversation already.');
    await tx.query(SQL`
      update invites
      set accepted_at = now()
      where hash = ${hashOpaqueToken(token)}
    `.setName('accept_invite'));
    await admit(tx, tell, member, role);
    return { conversationId };
  });
}

async function hasEmail(db: Queryable, { userId, tenantId }: AccountActor, email: string): Promise<boolean> {
  const found = await first(db, SQL`
    select user_id
    from email_identities
    where user_id = ${userId} and tenant_id = ${tenantId} and email = ${email}
  `.setName('has_email'));
  return found !== undefined;
}

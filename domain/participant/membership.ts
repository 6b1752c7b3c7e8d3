import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { requireRotation } from '../cookie-session/require-rotation.ts';
import { first, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';
import type { Tell } from '../event/tell-events.ts';
import { findPresence, presenceUpdated } from '../presence/presence.ts';
import { membershipChanged, type ParticipantRole } from './participant.ts';

/** Whose part in which conversation is to change. */
export interface Member {
  readonly conversationId: string;
  readonly userId: string;
}

/** Lets one change of who takes part happen at a time, so that of two owners who leave at once one stays. */
export async function lockMembership(tx: Queryable, conversationId: string): Promise<void> {
  if (!isUuid(conversationId)) return;
  await tx.query(SQL`
    select conversation_id
    from discussions
    where conversation_id = ${conversationId}
    for no key update
  `.setName('lock_membership'));
}

/** The role of somebody who takes part; undefined for all others. */
export async function findRole(db: Queryable, { conversationId, userId }: Member): Promise<ParticipantRole | undefined> {
  if (!isUuid(userId)) return undefined;
  const found = await first<{ role: ParticipantRole }>(db, SQL`
    select role
    from participants
    where conversation_id = ${conversationId} and user_id = ${userId} and left_at is null
  `.setName('find_role'));
  return found?.role;
}

/** Throws `user_not_found` for who is not known to the actor's tenant. */
export async function requireUser(db: Queryable, actor: AccountActor, userId: string): Promise<void> {
  const found = isUuid(userId) && (await first(db, SQL`
    select id
    from users
    where id = ${userId} and tenant_id = ${actor.tenantId}
  `.setName('find_user')));
  if (!found) throw new DomainError('user_not_found', 'There is no such user.');
}

/** Throws `last_owner` where nobody else owns the conversation. */
export async function keepAnOwner(tx: Queryable, { conversationId, userId }: Member): Promise<void> {
  const other = await first(tx, SQL`
    select user_id
    from participants
    where conversation_id = ${conversationId} and user_id <> ${userId} and role = 'owner' and left_at is null
    limit 1
  `.setName('find_other_owner'));
  if (!other) throw new DomainError('last_owner', 'The last owner of a conversation has to stay its owner.');
}

/** Gives somebody a role, also somebody who has left. What they may do has changed, so their sessions get new cookies. */
export async function setRole(tx: Queryable, { conversationId, userId }: Member, role: ParticipantRole): Promise<void> {
  await tx.query(SQL`
    insert into participants as p (conversation_id, user_id, role)
    values (${conversationId}, ${userId}, ${role})
    on conflict (conversation_id, user_id) do update
    set
      role = excluded.role,
      joined_at = case when p.left_at is null then p.joined_at else clock_timestamp() end,
      left_at = null
  `.setName('set_role'));
  await requireRotation(tx, userId);
}

/** Lets somebody take part, and tells the others. */
export async function admit(tx: Queryable, tell: Tell, member: Member, role: ParticipantRole): Promise<void> {
  await setRole(tx, member, role);
  tell(member.conversationId, membershipChanged({ userId: member.userId, role, action: 'added' }));
  tell(member.conversationId, presenceUpdated(await findPresence(tx, member.userId)));
}

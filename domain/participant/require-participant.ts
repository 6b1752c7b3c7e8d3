import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';
import { hasRight, type ParticipantRole, type Right } from './participant.ts';

/**
 * The actor's role in a conversation. Throws `conversation_not_found`, or `forbidden` for who does not take part or may not
 * do it.
 */
export async function requireParticipant(
  db: Queryable,
  actor: AccountActor,
  { conversationId, right }: { conversationId: string; right: Right },
): Promise<ParticipantRole> {
  if (!isUuid(conversationId)) throw noConversation();
  const found = await first<{ role: ParticipantRole | null }>(db, SQL`
    select p.role
    from discussions d
    join conversations c on c.id = d.conversation_id
    left join participants p on p.conversation_id = d.conversation_id and p.user_id = ${actor.userId} and p.left_at is null
    where d.conversation_id = ${conversationId} and c.tenant_id = ${actor.tenantId}
  `.setName('find_participant'));
  if (!found) throw noConversation();
  return requireRight(found.role, right);
}

function noConversation(): DomainError {
  return new DomainError('conversation_not_found', 'There is no such conversation.');
}

/** The role, if it grants the right. Throws `forbidden`. */
export function requireRight(role: ParticipantRole | null, right: Right): ParticipantRole {
  if (role === null) throw new DomainError('forbidden', 'You do not take part in this conversation.');
  if (!hasRight(role, right)) throw new DomainError('forbidden', `Somebody with the role ${role} may not do this.`);
  return role;
}

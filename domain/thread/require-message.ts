import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';
import type { Role } from '../message/message.ts';
import { hasRight, type ParticipantRole, type Right } from '../participant/participant.ts';
import { requireRight } from '../participant/require-participant.ts';
import type { AnswerState } from './thread.ts';

/** A message, and what the actor is in its conversation. */
export interface FoundMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly rootId: string;
  readonly parentId: string | null;
  readonly authorId: string | null;
  readonly role: Role;
  readonly depth: number;
  readonly isDeleted: boolean;
  readonly answer: AnswerState | null;
  readonly participantRole: ParticipantRole | null;
}

/** A message of a conversation in which the actor has this right. Throws `message_not_found` or `forbidden`. */
export async function requireMessage(db: Queryable, actor: AccountActor, messageId: string, right: Right): Promise<FoundMessage> {
  const message = isUuid(messageId) ? await findMessage(db, actor, messageId) : undefined;
  if (!message) throw new DomainError('message_not_found', 'There is no such message.');
  requireRight(message.participantRole, right);
  return message;
}

/** One's own message, or any message for who may decide what stays. Throws `message_not_found` or `forbidden`. */
export async function requireOwnMessage(db: Queryable, actor: AccountActor, messageId: string): Promise<FoundMessage> {
  const message = await requireMessage(db, actor, messageId, 'write');
  const isOwn = message.authorId === actor.userId;
  if (!isOwn && !hasRight(message.participantRole ?? 'viewer', 'manage')) throw new DomainError('forbidden', 'This message is not yours.');
  return message;
}

/** The first message of a thread. Throws `message_not_found`, also for a message that is none, or `forbidden`. */
export async function requireRoot(db: Queryable, actor: AccountActor, rootId: string, right: Right): Promise<FoundMessage> {
  const message = await requireMessage(db, actor, rootId, right);
  if (message.rootId !== message.id) throw new DomainError('message_not_found', 'There is no such thread.');
  return message;
}

function findMessage(db: Queryable, actor: AccountActor, messageId: string): Promise<FoundMessage | undefined> {
  return first<FoundMessage>(db, SQL`
    select
      m.id,
      m.conversation_id as "conversationId",
      t.root_id as "rootId",
      m.parent_id as "parentId",
      m.author_id as "authorId",
      m.role,
      t.depth,
      t.deleted_at is not null as "isDeleted",
      a.state as answer,
      p.role as "participantRole"
    from thread_messages t
    join messages m on m.id = t.message_id
    join conversations c on c.id = m.conversation_id
    left join thread_answers a on a.message_id = m.id
    left join participants p on p.conversation_id = c.id and p.user_id = ${actor.userId} and p.left_at is null
    where t.message_id = ${messageId} and c.tenant_id = ${actor.tenantId}
  `.setName('find_message'));
}

import { SQL } from 'sql-template-strings';
import { only, type Queryable } from '../database/database.ts';
import type { Finish, Message, Role } from './message.ts';

export interface AppendInput {
  readonly conversationId: string;
  readonly role: Role;
  readonly content: string;
  /** Chosen beforehand where the id is told before the message is complete. */
  readonly id?: string;
  /** The message that this one answers. */
  readonly parentId?: string;
  readonly authorId?: string;
  readonly finish?: Finish;
}

/** Adds a turn at the end of a conversation. The caller has checked the right. */
export function appendMessage(tx: Queryable, message: AppendInput): Promise<Message> {
  return only<Message>(tx, SQL`
    insert into messages (id, conversation_id, parent_id, author_id, role, content, finish)
    values (
      coalesce(${message.id ?? null}::uuid, gen_random_uuid()),
      ${message.conversationId},
      ${message.parentId ?? null},
      ${message.authorId ?? null},
      ${message.role},
      ${message.content},
      ${message.finish ?? 'stop'}
    )
    returning id, role, content, finish, created_at as "createdAt"
  `.setName('append_message'));
}

import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';
import type { Message } from './message.ts';

/** The last turns of a conversation, oldest first. The caller has checked the right. */
export function readHistory(db: Queryable, conversationId: string, { last = 1000 } = {}): Promise<Message[]> {
  return db.query<Message>(SQL`
    select id, role, content, finish, "createdAt"
    from (
      select id, role, content, finish, created_at as "createdAt", sequence
      from messages
      where conversation_id = ${conversationId}
      order by sequence desc
      limit ${last}
    ) as latest
    order by sequence
  `.setName('read_history'));
}

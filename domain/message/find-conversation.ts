import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';

/** The conversation that a message is in, whoever may see it; undefined where there is no such message. */
export async function findConversation(db: Queryable, messageId: string): Promise<string | undefined> {
  if (!isUuid(messageId)) return undefined;
  const found = await first<{ conversationId: string }>(db, SQL`
    select conversation_id as "conversationId"
    from messages
    where id = ${messageId}
  `.setName('find_conversation_of_message'));
  return found?.conversationId;
}

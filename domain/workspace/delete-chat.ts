import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, transaction } from '../database/database.ts';
import { requireChat } from './require-chat.ts';

/** Deletes the actor's chat; an answer that is being given in it is not kept. Throws `conversation_not_found` or `not_owner`. */
export function deleteChat(db: Database, actor: AccountActor, { conversationId }: { conversationId: string }): Promise<void> {
  return transaction(db, async (tx) => {
    await requireChat(tx, actor, conversationId, 'for update');
    await tx.query(SQL`
      delete from conversations
      where id = ${conversationId}
    `.setName('delete_conversation'));
  });
}

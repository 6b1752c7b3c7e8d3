import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { createConversation } from '../conversation/create-conversation.ts';
import { type Database, transaction } from '../database/database.ts';

export interface DiscussionInput {
  readonly title: string;
  readonly isGroup?: boolean;
}

/** Begins a conversation that others may join; the actor is its owner. Returns its id. */
export function createDiscussion(db: Database, actor: AccountActor, { title, isGroup = false }: DiscussionInput): Promise<string> {
  return transaction(db, async (tx) => {
    const conversationId = await createConversation(tx, { tenantId: actor.tenantId, ownerId: actor.userId });
    await tx.query(SQL`
      with discussion as (
        insert into discussions (conversation_id, title, is_group)
        values (${conversationId}, ${title}, ${isGroup})
        returning conversation_id
      )
      insert into participants (conversation_id, user_id, role)
      select conversation_id, ${actor.userId}, 'owner'
      from discussion
    `.setName('create_discussion'));
    return conversationId;
  });
}

import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';
import type { Chat } from './chat.ts';
import type { RowLock } from './require-workspace.ts';

/** A chat without its history. */
export type ChatHead = Omit<Chat, 'history'>;

/** The actor's chat. Throws `conversation_not_found` or `not_owner`. */
export async function requireChat(db: Queryable, actor: AccountActor, conversationId: string, lock?: RowLock): Promise<ChatHead> {
  const chat = isUuid(conversationId) ? await findChat(db, conversationId, lock) : undefined;
  if (!chat) throw new DomainError('conversation_not_found', 'There is no such chat.');
  if (chat.ownerId !== actor.userId) throw new DomainError('not_owner', 'This chat is not yours.');
  return chat;
}

function findChat(db: Queryable, conversationId: string, lock?: RowLock): Promise<ChatHead | undefined> {
  const statement = SQL`
    select
      c.id,
      wc.workspace_id as "workspaceId",
      c.owner_id as "ownerId",
      exists (
        select
        from running_answers r
        where r.conversation_id = c.id and r.expires_at > now()
      ) as busy
    from conversations c
    join workspace_conversations wc on wc.conversation_id = c.id
    where c.id = ${conversationId}
  `;
  if (lock) statement.append(`${lock} of c`);
  return first<ChatHead>(db, statement.setName(`find_chat ${lock ?? ''}`));
}

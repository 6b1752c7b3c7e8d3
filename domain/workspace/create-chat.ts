import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { createConversation } from '../conversation/create-conversation.ts';
import { type Database, transaction } from '../database/database.ts';
import type { Chat } from './chat.ts';
import { requireWorkspace } from './require-workspace.ts';
import type { Workspace } from './workspace.ts';

/** Begins a chat in the actor's workspace. Throws `workspace_not_found` or `not_owner`. */
export function createChat(
  db: Database,
  actor: AccountActor,
  { workspaceId }: { workspaceId: string },
): Promise<{ chat: Chat; workspace: Workspace }> {
  return transaction(db, async (tx) => {
    const workspace = await requireWorkspace(tx, actor, workspaceId, 'for key share');
    const id = await createConversation(tx, { tenantId: actor.tenantId, ownerId: actor.userId });
    await tx.query(SQL`
      insert into workspace_conversations (conversation_id, workspace_id)
      values (${id}, ${workspaceId})
    `.setName('add_workspace_conversation'));
    return { chat: { id, workspaceId, ownerId: actor.userId, busy: false, history: [] }, workspace };
  });
}

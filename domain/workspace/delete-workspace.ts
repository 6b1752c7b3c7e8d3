import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, type Queryable, transaction } from '../database/database.ts';
import { requireWorkspace } from './require-workspace.ts';

export interface DeletedWorkspace {
  /** The chats that went with it, for whoever is connected to them. */
  readonly conversationIds: readonly string[];
}

/** Deletes the actor's workspace with its chats. Throws `workspace_not_found` or `not_owner`. */
export function deleteWorkspace(
  db: Database,
  actor: AccountActor,
  { workspaceId }: { workspaceId: string },
): Promise<DeletedWorkspace> {
  return transaction(db, async (tx) => {
    // The lock keeps everyone from adding a chat that would be left over.
    await requireWorkspace(tx, actor, workspaceId, 'for update');
    const conversationIds = await deleteChats(tx, workspaceId);
    await tx.query(SQL`
      delete from workspaces
      where id = ${workspaceId}
    `.setName('delete_workspace'));
    return { conversationIds };
  });
}

async function deleteChats(tx: Queryable, workspaceId: string): Promise<string[]> {
  const deleted = await tx.query<{ id: string }>(SQL`
    delete from conversations
    where id in (
      select conversation_id
      from workspace_conversations
      where workspace_id = ${workspaceId}
    )
    returning id
  `.setName('delete_workspace_conversations'));
  return deleted.map(({ id }) => id);
}

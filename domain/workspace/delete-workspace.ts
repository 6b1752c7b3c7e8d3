import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, transaction } from '../database/database.ts';
import { requireWorkspace } from './require-workspace.ts';

/** Deletes the actor's workspace with its conversations. Throws `workspace_not_found` or `not_owner`. */
export function deleteWorkspace(db: Database, actor: AccountActor, { workspaceId }: { workspaceId: string }): Promise<void> {
  return transaction(db, async (tx) => {
    // The lock keeps everyone from adding a conversation that would be left over.
    await requireWorkspace(tx, actor, workspaceId, 'for update');
    await tx.query(SQL`
      delete from conversations
      where id in (
        select conversation_id
        from workspace_conversations
        where workspace_id = ${workspaceId}
      )
    `.setName('delete_workspace_conversations'));
    await tx.query(SQL`
      delete from workspaces
      where id = ${workspaceId}
    `.setName('delete_workspace'));
  });
}

import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { requireWorkspace } from './require-workspace.ts';

/** The chats of the actor's workspace, oldest first. Throws `workspace_not_found` or `not_owner`. */
export async function listChats(
  db: Database,
  actor: AccountActor,
  { workspaceId }: { workspaceId: string },
): Promise<{ id: string; workspaceId: string }[]> {
  await requireWorkspace(db, actor, workspaceId);
  return db.query<{ id: string; workspaceId: string }>(SQL`
    select c.id, wc.workspace_id as "workspaceId"
    from workspace_conversations wc
    join conversations c on c.id = wc.conversation_id
    where wc.workspace_id = ${workspaceId}
    order by c.created_at, c.id
  `.setName('list_chats'));
}

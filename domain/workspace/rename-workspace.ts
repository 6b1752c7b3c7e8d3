import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, transaction } from '../database/database.ts';
import { requireWorkspace } from './require-workspace.ts';
import type { Workspace } from './workspace.ts';

/** Gives the actor's workspace another name. Throws `workspace_not_found` or `not_owner`. */
export function renameWorkspace(
  db: Database,
  actor: AccountActor,
  { workspaceId, name }: { workspaceId: string; name: string },
): Promise<Workspace> {
  return transaction(db, async (tx) => {
    const workspace = await requireWorkspace(tx, actor, workspaceId, 'for key share');
    await tx.query(SQL`
      update workspaces
      set name = ${name}
      where id = ${workspaceId}
    `.setName('rename_workspace'));
    return { ...workspace, name };
  });
}

import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { type Workspace, workspaceColumns } from './workspace.ts';

/** The actor's workspaces, oldest first. */
export function listWorkspaces(db: Database, actor: AccountActor): Promise<Workspace[]> {
  return db.query<Workspace>(
    SQL`select`
      .append(workspaceColumns)
      .append(SQL`
        from workspaces w
        where w.owner_id = ${actor.userId}
        order by w.created_at, w.id
      `)
      .setName('list_workspaces'),
  );
}

import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';
import { type Workspace, workspaceColumns } from './workspace.ts';

/** Whether others are kept from deleting the row (`for key share`) or from using it at all until the transaction ends. */
export type RowLock = 'for key share' | 'for update';

/** The actor's workspace. Throws `workspace_not_found` or `not_owner`. */
export async function requireWorkspace(
  db: Queryable,
  actor: AccountActor,
  workspaceId: string,
  lock?: RowLock,
): Promise<Workspace> {
  const workspace = isUuid(workspaceId) ? await findWorkspace(db, workspaceId, lock) : undefined;
  if (!workspace) throw new DomainError('workspace_not_found', 'There is no such workspace.');
  if (workspace.ownerId !== actor.userId) throw new DomainError('not_owner', 'This workspace is not yours.');
  return workspace;
}

function findWorkspace(db: Queryable, workspaceId: string, lock?: RowLock): Promise<Workspace | undefined> {
  const statement = SQL`select`.append(workspaceColumns).append(SQL`
    from workspaces w
    where w.id = ${workspaceId}
  `);
  if (lock) statement.append(`${lock} of w`);
  return first<Workspace>(db, statement.setName(`find_workspace ${lock ?? ''}`));
}

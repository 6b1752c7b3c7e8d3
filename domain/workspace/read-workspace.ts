import type { AccountActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { requireWorkspace } from './require-workspace.ts';
import type { Workspace } from './workspace.ts';

/** One of the actor's workspaces. Throws `workspace_not_found` or `not_owner`. */
export function readWorkspace(db: Database, actor: AccountActor, { workspaceId }: { workspaceId: string }): Promise<Workspace> {
  return requireWorkspace(db, actor, workspaceId);
}

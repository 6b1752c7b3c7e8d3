import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, transaction } from '../database/database.ts';
import { requireWorkspace } from './require-workspace.ts';

export interface WorkspaceAgent {
  readonly workspaceId: string;
  readonly agentId: string;
}

/**
 * Lets an agent work in the actor's workspace; one that is there already stays. One that is not in the tenant's registry takes
 * part as soon as it is. Throws `workspace_not_found` or `not_owner`.
 */
export function addAgent(db: Database, actor: AccountActor, { workspaceId, agentId }: WorkspaceAgent): Promise<void> {
  return transaction(db, async (tx) => {
    await requireWorkspace(tx, actor, workspaceId, 'for key share');
    await tx.query(SQL`
      insert into workspace_agents (workspace_id, agent_id)
      values (${workspaceId}, ${agentId})
      on conflict do nothing
    `.setName('add_workspace_agent'));
  });
}

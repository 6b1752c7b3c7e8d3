import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, transaction } from '../database/database.ts';
import type { WorkspaceAgent } from './add-agent.ts';
import { requireWorkspace } from './require-workspace.ts';

/** Takes an agent out of the actor's workspace, if it is there. Throws `workspace_not_found` or `not_owner`. */
export function removeAgent(db: Database, actor: AccountActor, { workspaceId, agentId }: WorkspaceAgent): Promise<void> {
  return transaction(db, async (tx) => {
    await requireWorkspace(tx, actor, workspaceId, 'for key share');
    await tx.query(SQL`
      delete from workspace_agents
      where workspace_id = ${workspaceId} and agent_id = ${agentId}
    `.setName('remove_workspace_agent'));
  });
}

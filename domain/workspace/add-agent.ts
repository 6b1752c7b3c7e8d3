import { SQL } from 'sql-template-strings';
import type { AccountActor } from '../actor.ts';
import { type Database, first, transaction } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { requireWorkspace } from './require-workspace.ts';

/**
 * Lets an agent of the tenant's registry work in the actor's workspace; one that is there already stays. Throws
 * `workspace_not_found`, `not_owner` or `agent_not_found`.
 */
export function addAgent(db: Database, actor: AccountActor, { workspaceId, agentId }: { workspaceId: string; agentId: string }): Promise<void> {
  return transaction(db, async (tx) => {
    await requireWorkspace(tx, actor, workspaceId, 'for key share');
    const agent = await first(tx, SQL`
      select id
      from agents
      where tenant_id = ${actor.tenantId} and id = ${agentId}
      for key share
    `.setName('find_agent'));
    if (!agent) throw new DomainError('agent_not_found', 'There is no such agent.');
    await tx.query(SQL`
      insert into workspace_agents (workspace_id, tenant_id, agent_id)
      values (${workspaceId}, ${actor.tenantId}, ${agentId})
      on conflict do nothing
    `.setName('add_workspace_agent'));
  });
}

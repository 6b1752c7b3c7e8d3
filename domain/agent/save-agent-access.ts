import { SQL } from 'sql-template-strings';
import { type Database, transaction } from '../database/database.ts';
import type { AgentStatus, Suggestion } from './permitted-agent.ts';

export interface AgentAccess {
  readonly tenantId: string;
  readonly agentId: string;
  readonly status?: AgentStatus;
  readonly suggestions?: readonly Suggestion[];
  /** Keys of the directory's roles, any of which opens the agent. Without roles and groups it is open to everybody. */
  readonly roles?: readonly string[];
  /** Ids of the directory's groups, any of which opens it. */
  readonly groupIds?: readonly string[];
}

/** Decides about an agent, in place of what was decided before; an operator's act, without an actor. */
export async function saveAgentAccess(db: Database, access: AgentAccess): Promise<void> {
  const { tenantId, agentId, status = 'active', suggestions = [], roles = [], groupIds = [] } = access;
  await transaction(db, async (tx) => {
    await tx.query(SQL`
      insert into agent_settings (tenant_id, agent_id, status, suggestions)
      values (${tenantId}, ${agentId}, ${status}, ${JSON.stringify(suggestions)})
      on conflict (tenant_id, agent_id) do update
      set status = excluded.status, suggestions = excluded.suggestions, updated_at = now()
    `.setName('save_agent_settings'));
    await tx.query(SQL`
      delete from agent_grants
      where tenant_id = ${tenantId} and agent_id = ${agentId}
    `.setName('delete_agent_grants'));
    await tx.query(SQL`
      insert into agent_grants (tenant_id, agent_id, kind, name)
      select ${tenantId}, ${agentId}, 'role', name from unnest(${roles}::text[]) as name
      union
      select ${tenantId}, ${agentId}, 'group', name from unnest(${groupIds}::text[]) as name
    `.setName('add_agent_grants'));
  });
}

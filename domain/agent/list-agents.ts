import { SQL } from 'sql-template-strings';
import type { Actor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import type { Agent } from './agent.ts';

/** The registry of the actor's tenant. */
export function listAgents(db: Database, actor: Actor): Promise<Agent[]> {
  return db.query<Agent>(SQL`
    select id, name, description, version
    from agents
    where tenant_id = ${actor.tenantId}
    order by id
  `.setName('list_agents'));
}

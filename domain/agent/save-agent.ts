import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';
import type { Agent } from './agent.ts';

/** Adds an agent to a tenant's registry, or makes the one of this id like it. The caller has checked the right. */
export async function saveAgent(db: Queryable, tenantId: string, agent: Agent): Promise<void> {
  await db.query(SQL`
    insert into agents (tenant_id, id, name, description, version)
    values (${tenantId}, ${agent.id}, ${agent.name}, ${agent.description}, ${agent.version})
    on conflict (tenant_id, id) do update
    set
      name = excluded.name,
      description = excluded.description,
      version = excluded.version,
      updated_at = now()
  `.setName('save_agent'));
}

import { SQL } from 'sql-template-strings';
import { isAdministrator, type MemberActor } from '../actor.ts';
import type { Queryable } from '../database/database.ts';
import type { PermittedAgent } from './permitted-agent.ts';

/** The actor's tenant's agents, or those that a word means, by id or by name; and whether the actor may use each. */
export function findAgents(db: Queryable, actor: MemberActor, wanted?: string): Promise<(PermittedAgent & { readonly isPermitted: boolean })[]> {
  return db.query(SQL`
    select
      a.id, a.name, a.description, a.version,
      coalesce(s.status, 'active') as status,
      coalesce(s.suggestions, '[]') as suggestions,
      ${isAdministrator(actor)} or g.total is null or g.matching > 0 as "isPermitted"
    from agents a
    left join agent_settings s on s.tenant_id = a.tenant_id and s.agent_id = a.id
    left join lateral (
      select
        nullif(count(*), 0) as total,
        count(*) filter (where kind = 'role' and name = any(${actor.roles}) or kind = 'group' and name = any(${actor.groupIds})) as matching
      from agent_grants
      where tenant_id = a.tenant_id and agent_id = a.id
    ) g on true
    where a.tenant_id = ${actor.tenantId} and (${wanted ?? null}::text is null or a.id = ${wanted ?? null} or a.name = ${wanted ?? null})
    order by a.name, a.id
  `.setName('find_agents'));
}

import { SQL } from 'sql-template-strings';
import type { MemberActor } from '../actor.ts';
import { only, type Queryable } from '../database/database.ts';
import { requireAdministrator } from './require-administrator.ts';
import type { Metric, SystemServices } from './system-services.ts';

export interface Statistics {
  readonly metrics: readonly Metric[];
  /** Sessions with agents that nobody has ended, of all processes. */
  readonly openAgentSessions: number;
}

/** What is counted, in this process and in the database. For administrators: throws `forbidden`. */
export async function readStatistics(db: Queryable, { system }: { readonly system: SystemServices }, actor: MemberActor): Promise<Statistics> {
  requireAdministrator(actor);
  const { count } = await only<{ count: number }>(db, SQL`
    select count(*)::integer as count
    from agent_sessions
    where tenant_id = ${actor.tenantId} and ended_at is null
  `.setName('count_open_agent_sessions'));
  return { metrics: await system.readMetrics(), openAgentSessions: count };
}

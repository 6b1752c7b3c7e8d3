import { SQL } from 'sql-template-strings';
import type { MemberActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';

/** The id of the agent that the actor's login selected last: that of its newest session that nobody has ended. */
export async function findSelectedAgent(db: Queryable, actor: MemberActor): Promise<string | undefined> {
  const selected = await first<{ agentId: string }>(db, SQL`
    select agent_id as "agentId"
    from agent_sessions
    where login_id = ${actor.loginId} and ended_at is null
    order by created_at desc
    limit 1
  `.setName('find_selected_agent'));
  return selected?.agentId;
}

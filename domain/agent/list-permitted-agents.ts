import type { MemberActor } from '../actor.ts';
import type { Queryable } from '../database/database.ts';
import { findAgents } from './find-agents.ts';
import type { PermittedAgent } from './permitted-agent.ts';

/** The agents that the actor's roles and groups open, by name; an administrator sees all of them. */
export async function listPermittedAgents(db: Queryable, actor: MemberActor): Promise<PermittedAgent[]> {
  const agents = await findAgents(db, actor);
  return agents.filter(({ isPermitted }) => isPermitted);
}

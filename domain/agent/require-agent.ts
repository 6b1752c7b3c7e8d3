import type { MemberActor } from '../actor.ts';
import type { Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { findAgents } from './find-agents.ts';
import type { PermittedAgent } from './permitted-agent.ts';

/**
 * An agent that the actor may talk to now, by its id or, if no agent has that id, by its name. Throws `agent_not_found`, also for one that is not
 * active, or `forbidden`.
 */
export async function requireAgent(db: Queryable, actor: MemberActor, wanted: string): Promise<PermittedAgent> {
  const found = await findAgents(db, actor, wanted);
  const agent = found.find(({ id }) => id === wanted) ?? found.find(({ isPermitted }) => isPermitted) ?? found[0];
  if (agent?.isPermitted === false) throw new DomainError('forbidden', 'Your groups and roles do not open this agent.');
  if (agent?.status !== 'active') throw new DomainError('agent_not_found', 'There is no such agent, or it is not active.');
  return agent;
}

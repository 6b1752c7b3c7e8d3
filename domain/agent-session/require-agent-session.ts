import { SQL } from 'sql-template-strings';
import type { MemberActor } from '../actor.ts';
import type { PermittedAgent } from '../agent/permitted-agent.ts';
import { requireAgent } from '../agent/require-agent.ts';
import { first, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';
import type { AgentSession } from './agent-session.ts';

/** A session of the actor's own. Throws `session_not_found` or `not_owner`. */
export async function requireAgentSession(db: Queryable, actor: MemberActor, sessionId: string, lock?: 'for update'): Promise<AgentSession> {
  const session = isUuid(sessionId) ? await findAgentSession(db, sessionId, lock) : undefined;
  if (!session || session.tenantId !== actor.tenantId) throw new DomainError('session_not_found', 'There is no such session.');
  if (session.userId !== actor.userId) throw new DomainError('not_owner', 'This session is somebody else’s.');
  return session;
}

/**
 * A session in which the actor may talk now, and with whom. Throws, besides, `session_ended`, and `forbidden` or `agent_not_found` when the actor's
 * rights to the agent, or the agent, have gone since.
 */
export async function requireOpenAgentSession(
  db: Queryable,
  actor: MemberActor,
  { sessionId }: { sessionId: string },
): Promise<{ session: AgentSession; agent: PermittedAgent }> {
  const session = await requireAgentSession(db, actor, sessionId);
  if (!session.isOpen) throw new DomainError('session_ended', 'The session has ended.');
  return { session, agent: await requireAgent(db, actor, session.agentId) };
}

function findAgentSession(db: Queryable, sessionId: string, lock?: 'for update'): Promise<AgentSession | undefined> {
  const statement = SQL`
    select conversation_id as id, tenant_id as "tenantId", user_id as "userId", agent_id as "agentId", ended_at is null as "isOpen"
    from agent_sessions
    where conversation_id = ${sessionId}
  `;
  if (lock) statement.append(lock);
  return first<AgentSession>(db, statement.setName(`find_agent_session ${lock ?? ''}`));
}

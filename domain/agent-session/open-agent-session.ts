import { SQL } from 'sql-template-strings';
import type { MemberActor } from '../actor.ts';
import type { PermittedAgent } from '../agent/permitted-agent.ts';
import { requireAgent } from '../agent/require-agent.ts';
import { createConversation } from '../conversation/create-conversation.ts';
import { type Database, transaction } from '../database/database.ts';

export interface OpenedAgentSession {
  readonly sessionId: string;
  readonly agent: PermittedAgent;
}

/** Begins a conversation with an agent, and selects the agent in the actor's login. Throws `agent_not_found` or `forbidden`. */
export function openAgentSession(db: Database, actor: MemberActor, { agent: wanted }: { agent: string }): Promise<OpenedAgentSession> {
  return transaction(db, async (tx) => {
    const agent = await requireAgent(tx, actor, wanted);
    const { tenantId, userId, loginId } = actor;
    const sessionId = await createConversation(tx, { tenantId, ownerId: userId });
    await tx.query(SQL`
      insert into agent_sessions (conversation_id, tenant_id, user_id, agent_id, login_id)
      values (${sessionId}, ${tenantId}, ${userId}, ${agent.id}, ${loginId})
    `.setName('open_agent_session'));
    return { sessionId, agent };
  });
}

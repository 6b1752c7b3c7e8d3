import { openAgentSession } from '../../../domain/agent-session/open-agent-session.ts';
import type { CreateBotSession } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/session/create: Open a session with a bot */
export const createBotSession: CreateBotSession<Context> = async ({ actor, body, db }) => {
  const { sessionId, agent } = await openAgentSession(db, actor, { agent: body.bot_id });
  return { status: 201, body: { session_id: sessionId, bot_id: agent.id, active: true } };
};

import { findSelectedAgent } from '../../../domain/agent-session/find-selected-agent.ts';
import type { GetSession } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/session: Read the current local session */
export const getSession: GetSession<Context> = async ({ actor, db }) => {
  const botId = await findSelectedAgent(db, actor);
  const body = {
    session_id: actor.loginId,
    user_id: actor.subject,
    bot_id: botId ?? null,
    created_at: actor.loginCreatedAt.toISOString(),
    expires_at: actor.expiresAt.toISOString(),
  };
  return { status: 200, headers: { 'cache-control': 'no-store' }, body };
};

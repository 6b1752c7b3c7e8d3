import { terminateSession as terminate } from '../../../domain/agent-session/terminate-session.ts';
import type { TerminateSession } from '../../../generated/general-bots/operations.ts';
import { closeBotSession } from '../chat/close-bot-session.ts';
import { closeLogin } from '../chat/topics.ts';
import type { Context } from '../context.ts';

/** DELETE /api/session/{id}: Terminate an own session */
export const terminateSession: TerminateSession<Context> = async ({ actor, channels, db, path: { id }, services }) => {
  const kind = await terminate(db, services, actor, { id });
  if (kind === 'login') closeLogin(channels, id);
  else closeBotSession(channels, id);
  return { status: 200, body: { success: true } };
};

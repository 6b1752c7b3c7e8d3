import { listPermittedAgents } from '../../../domain/agent/list-permitted-agents.ts';
import type { ListBots } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/bots: List the bots that the caller may use */
export const listBots: ListBots<Context> = async ({ actor, db }) => {
  const agents = await listPermittedAgents(db, actor);
  return { status: 200, body: agents.map(({ id, name, description, status }) => ({ id, name, description, status })) };
};

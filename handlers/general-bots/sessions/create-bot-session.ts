import { NotImplemented } from 'specwright/runtime';
import type { CreateBotSession } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/session/create: Open a session with a bot */
export const createBotSession: CreateBotSession<Context> = () => {
  throw new NotImplemented('createBotSession');
};

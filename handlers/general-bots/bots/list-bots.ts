import { NotImplemented } from 'specwright/runtime';
import type { ListBots } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/bots: List the bots that the caller may use */
export const listBots: ListBots<Context> = () => {
  throw new NotImplemented('listBots');
};

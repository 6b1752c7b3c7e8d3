import { NotImplemented } from 'specwright/runtime';
import type { GetHealth } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /health: Tell whether the service can work */
export const getHealth: GetHealth<Context> = () => {
  throw new NotImplemented('getHealth');
};

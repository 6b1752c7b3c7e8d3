import { NotImplemented } from 'specwright/runtime';
import type { GetSystemStatus } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/admin/system/status: Read the state of the components */
export const getSystemStatus: GetSystemStatus<Context> = () => {
  throw new NotImplemented('getSystemStatus');
};

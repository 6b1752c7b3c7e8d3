import { NotImplemented } from 'specwright/runtime';
import type { GetSystemMetrics } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/admin/system/metrics: Read operational statistics */
export const getSystemMetrics: GetSystemMetrics<Context> = () => {
  throw new NotImplemented('getSystemMetrics');
};

import { NotImplemented } from 'specwright/runtime';
import type { GetMetrics } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /metrics: Read the metrics */
export const getMetrics: GetMetrics<Context> = () => {
  throw new NotImplemented('getMetrics');
};

import { isReachable } from '../../../domain/database/is-reachable.ts';
import type { GetHealth } from '../../../generated/virtual-banker/operations.ts';
import type { Context } from '../context.ts';

/** Tells whether the service can work. */
export const getHealth: GetHealth<Context> = async ({ db }) =>
  (await isReachable(db)) ? { status: 200, body: { status: 'healthy' } } : { status: 503, body: { status: 'unhealthy' } };

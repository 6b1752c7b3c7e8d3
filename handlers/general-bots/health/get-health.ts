import { isReachable } from '../../../domain/database/is-reachable.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { GetHealth } from '../../../generated/general-bots/operations.ts';
import type { Context } from '../context.ts';

/** GET /health: Tell whether the service can work */
export const getHealth: GetHealth<Context> = async ({ db }) => {
  if (!(await isReachable(db))) throw new DomainError('unavailable', 'The database cannot be reached.');
  return { status: 200, body: { status: 'healthy', timestamp: new Date().toISOString() } };
};

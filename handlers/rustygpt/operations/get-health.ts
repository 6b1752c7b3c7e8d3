import type { GetHealth } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /healthz: Whether the process lives */
export const getHealth: GetHealth<Context> = () => ({ status: 200, body: { status: 'ok' } });

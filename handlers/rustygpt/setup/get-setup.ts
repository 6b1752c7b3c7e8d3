import { isSetUp } from '../../../domain/installation/is-set-up.ts';
import type { GetSetup } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/setup: Whether there is an administrator */
export const getSetup: GetSetup<Context> = async ({ db }) => ({ status: 200, body: { is_setup: await isSetUp(db) } });

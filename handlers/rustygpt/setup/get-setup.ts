import { NotImplemented } from 'specwright/runtime';
import type { GetSetup } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/setup: Whether there is an administrator */
export const getSetup: GetSetup<Context> = () => {
  throw new NotImplemented('getSetup');
};

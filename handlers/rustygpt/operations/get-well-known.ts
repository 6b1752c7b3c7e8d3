import { NotImplemented } from 'specwright/runtime';
import type { GetWellKnown } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /.well-known/{path}: Read a well-known document */
export const getWellKnown: GetWellKnown<Context> = () => {
  throw new NotImplemented('getWellKnown');
};

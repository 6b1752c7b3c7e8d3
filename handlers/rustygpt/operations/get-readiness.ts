import { NotImplemented } from 'specwright/runtime';
import type { GetReadiness } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /readyz: Whether the service can work */
export const getReadiness: GetReadiness<Context> = () => {
  throw new NotImplemented('getReadiness');
};

import { NotImplemented } from 'specwright/runtime';
import type { ListModels } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /v1/models: List the models */
export const listModels: ListModels<Context> = () => {
  throw new NotImplemented('listModels');
};

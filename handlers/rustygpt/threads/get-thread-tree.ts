import { NotImplemented } from 'specwright/runtime';
import type { GetThreadTree } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/threads/{root_id}/tree: Read a thread */
export const getThreadTree: GetThreadTree<Context> = () => {
  throw new NotImplemented('getThreadTree');
};

import { NotImplemented } from 'specwright/runtime';
import type { ListThreads } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/conversations/{conversation_id}/threads: List the threads of a conversation */
export const listThreads: ListThreads<Context> = () => {
  throw new NotImplemented('listThreads');
};

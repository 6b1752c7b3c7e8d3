import { NotImplemented } from 'specwright/runtime';
import type { PostRoot } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/threads/{conversation_id}/root: Begin a thread */
export const postRoot: PostRoot<Context> = () => {
  throw new NotImplemented('postRoot');
};

import { NotImplemented } from 'specwright/runtime';
import type { PostReply } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/messages/{parent_id}/reply: Reply to a message */
export const postReply: PostReply<Context> = () => {
  throw new NotImplemented('postReply');
};

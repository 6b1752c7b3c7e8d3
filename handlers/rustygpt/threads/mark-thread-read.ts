import { NotImplemented } from 'specwright/runtime';
import type { MarkThreadRead } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/threads/{root_id}/read: Mark a thread as read */
export const markThreadRead: MarkThreadRead<Context> = () => {
  throw new NotImplemented('markThreadRead');
};

import { NotImplemented } from 'specwright/runtime';
import type { GetUnread } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/conversations/{conversation_id}/unread: Count unread messages */
export const getUnread: GetUnread<Context> = () => {
  throw new NotImplemented('getUnread');
};

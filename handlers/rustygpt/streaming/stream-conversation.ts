import { NotImplemented } from 'specwright/runtime';
import type { StreamConversation } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /api/stream/conversations/{conversation_id}: Hear what happens in a conversation */
export const streamConversation: StreamConversation<Context> = () => {
  throw new NotImplemented('streamConversation');
};

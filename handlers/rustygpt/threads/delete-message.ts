import { NotImplemented } from 'specwright/runtime';
import type { DeleteMessage } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/messages/{message_id}/delete: Delete a message */
export const deleteMessage: DeleteMessage<Context> = () => {
  throw new NotImplemented('deleteMessage');
};

import { NotImplemented } from 'specwright/runtime';
import type { EditMessage } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/messages/{message_id}/edit: Edit a message */
export const editMessage: EditMessage<Context> = () => {
  throw new NotImplemented('editMessage');
};

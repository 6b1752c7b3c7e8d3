import { NotImplemented } from 'specwright/runtime';
import type { RestoreMessage } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/messages/{message_id}/restore: Restore a message */
export const restoreMessage: RestoreMessage<Context> = () => {
  throw new NotImplemented('restoreMessage');
};

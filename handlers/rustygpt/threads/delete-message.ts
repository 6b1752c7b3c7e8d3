import { deleteMessage as remove } from '../../../domain/thread/change-message.ts';
import type { DeleteMessage } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const deleteMessage: DeleteMessage<Context> = async ({ actor, path, body, db, services }) => {
  await remove(db, services.events, actor, { messageId: path.message_id, ...body });
  return { status: 204 };
};

import { editMessage as edit } from '../../../domain/thread/change-message.ts';
import type { EditMessage } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const editMessage: EditMessage<Context> = async ({ actor, path, body, db, services }) => {
  await edit(db, services.events, actor, { messageId: path.message_id, ...body });
  return { status: 204 };
};

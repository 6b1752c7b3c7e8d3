import { deleteChat as remove } from '../../../domain/workspace/delete-chat.ts';
import type { DeleteChat } from '../../../generated/stella/operations.ts';
import { closeChats } from '../chat/room.ts';
import type { Context } from '../context.ts';

export const deleteChat: DeleteChat<Context> = async ({ actor, query, db, channels }) => {
  await remove(db, actor, { conversationId: query.chat_id });
  closeChats(channels, [query.chat_id]);
  return { status: 200, body: { msg: 'Chat deleted successfully' } };
};

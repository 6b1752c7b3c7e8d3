import { readChat } from '../../../domain/workspace/read-chat.ts';
import type { GetChat } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';
import { toChat } from '../to-api/chat.ts';

export const getChat: GetChat<Context> = async ({ actor, query, db }) => {
  const chat = await readChat(db, actor, { conversationId: query.chat_id });
  return { status: 200, body: toChat(chat) };
};

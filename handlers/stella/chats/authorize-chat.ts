import { authorizeChat as authorize } from '../../../domain/workspace/authorize-chat.ts';
import type { AuthorizeChat } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';
import { toChatAuthorization } from '../to-api/authorization.ts';

export const authorizeChat: AuthorizeChat<Context> = async ({ actor, query, db }) => {
  const token = await authorize(db, actor, { conversationId: query.chat_id });
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: toChatAuthorization(query.chat_id, token) };
};

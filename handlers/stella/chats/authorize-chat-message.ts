import { authorizeChatMessage as authorize } from '../../../domain/workspace/authorize-chat.ts';
import type { AuthorizeChatMessage } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';
import { toMessageAuthorization } from '../to-api/authorization.ts';

export const authorizeChatMessage: AuthorizeChatMessage<Context> = async ({ actor, query, db }) => {
  const token = await authorize(db, actor, { conversationId: query.chat_id });
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: toMessageAuthorization(query.chat_id, token) };
};

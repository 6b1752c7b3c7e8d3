import { createDiscussion } from '../../../domain/participant/create-discussion.ts';
import type { CreateConversation } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const createConversation: CreateConversation<Context> = async ({ actor, body, db }) => {
  const conversationId = await createDiscussion(db, actor, { title: body.title, isGroup: body.is_group });
  return { status: 201, body: { conversation_id: conversationId } };
};

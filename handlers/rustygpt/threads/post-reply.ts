import { giveThreadAnswer } from '../../../domain/thread/give-thread-answer.ts';
import { postReply as post } from '../../../domain/thread/post.ts';
import type { PostReply } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** The answer to it is given on its own; those who stream the conversation hear it. */
export const postReply: PostReply<Context> = async ({ actor, path, body, db, services, background }) => {
  const { parent_id: parentId } = path;
  const { messageId, rootId, conversationId, depth, answer } = await post(db, services.events, actor, { parentId, ...body });
  if (answer) background((signal) => giveThreadAnswer(db, services, { answer, signal }));
  return {
    status: 201,
    body: { message_id: messageId, root_id: rootId, conversation_id: conversationId, parent_id: parentId, depth },
  };
};

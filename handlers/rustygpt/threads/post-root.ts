import { giveThreadAnswer } from '../../../domain/thread/give-thread-answer.ts';
import { postRoot as post } from '../../../domain/thread/post.ts';
import type { PostRoot } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** The answer to it is given on its own; those who stream the conversation hear it. */
export const postRoot: PostRoot<Context> = async ({ actor, path, body, db, services, background }) => {
  const { messageId, rootId, conversationId, answer } = await post(db, services.events, actor, {
    conversationId: path.conversation_id,
    ...body,
  });
  if (answer) background((signal) => giveThreadAnswer(db, services, { answer, signal }));
  return { status: 201, body: { message_id: messageId, root_id: rootId, conversation_id: conversationId, depth: 1 } };
};

import { setTyping as set } from '../../../domain/thread/set-typing.ts';
import type { SetTyping } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const setTyping: SetTyping<Context> = async ({ actor, body, db, services }) => {
  await set(db, services.events, actor, { conversationId: body.conversation_id, rootId: body.root_id, seconds: body.seconds });
  return { status: 204 };
};

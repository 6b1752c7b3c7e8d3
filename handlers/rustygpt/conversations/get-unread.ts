import { countUnread } from '../../../domain/thread/unread.ts';
import type { GetUnread } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const getUnread: GetUnread<Context> = async ({ actor, path, db }) => {
  const threads = await countUnread(db, actor, { conversationId: path.conversation_id });
  return { status: 200, body: { threads: threads.map(({ rootId, unread }) => ({ root_id: rootId, unread })) } };
};

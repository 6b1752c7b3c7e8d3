import { listThreads as list } from '../../../domain/thread/list-threads.ts';
import type { ListThreads } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { toThreadSummary } from '../to-api/thread-summary.ts';

export const listThreads: ListThreads<Context> = async ({ actor, path, query, db }) => {
  const { threads, nextAfter } = await list(db, actor, { conversationId: path.conversation_id, ...query });
  return { status: 200, body: { threads: threads.map(toThreadSummary), ...(nextAfter === undefined ? {} : { next_after: nextAfter }) } };
};

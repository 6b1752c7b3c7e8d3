import { readTree } from '../../../domain/thread/read-tree.ts';
import type { GetThreadTree } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { toMessageView } from '../to-api/message-view.ts';

export const getThreadTree: GetThreadTree<Context> = async ({ actor, path, query, db }) => {
  const { root_id: rootId } = path;
  const { messages, next } = await readTree(db, actor, { rootId, after: query.cursor_path, limit: query.limit });
  return { status: 200, body: { root_id: rootId, messages: messages.map(toMessageView), ...(next === undefined ? {} : { next_cursor: next }) } };
};

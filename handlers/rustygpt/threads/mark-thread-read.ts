import { markRead } from '../../../domain/thread/mark-read.ts';
import type { MarkThreadRead } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const markThreadRead: MarkThreadRead<Context> = async ({ actor, path, body, db, services }) => {
  await markRead(db, services.events, actor, { rootId: path.root_id, path: body.path });
  return { status: 204 };
};

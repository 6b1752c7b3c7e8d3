import { restoreMessage as restore } from '../../../domain/thread/change-message.ts';
import type { RestoreMessage } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const restoreMessage: RestoreMessage<Context> = async ({ actor, path, db, services }) => {
  await restore(db, services.events, actor, { messageId: path.message_id });
  return { status: 204 };
};

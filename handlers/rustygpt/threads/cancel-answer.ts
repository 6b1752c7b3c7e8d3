import { cancelAnswer as cancel } from '../../../domain/thread/cancel-answer.ts';
import type { AnswerEnd } from '../../../domain/thread/thread.ts';
import type { CancelAnswer } from '../../../generated/rustygpt/operations.ts';
import type { Cancellation } from '../../../generated/rustygpt/types.ts';
import type { Context } from '../context.ts';

const statuses: Readonly<Record<AnswerEnd, Cancellation['status']>> = {
  stop: 'completed',
  cancelled: 'cancelled',
  timeout: 'timed_out',
  error: 'completed',
};

export const cancelAnswer: CancelAnswer<Context> = async ({ actor, path, db, services }) => {
  const { message_id: messageId } = path;
  const end = await cancel(db, services.events, actor, { messageId });
  return { status: 202, body: { message_id: messageId, status: end === undefined ? 'not_tracked' : statuses[end] } };
};

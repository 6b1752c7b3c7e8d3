import { NotImplemented } from 'specwright/runtime';
import type { CancelAnswer } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/messages/{message_id}/cancel: Stop an answer */
export const cancelAnswer: CancelAnswer<Context> = () => {
  throw new NotImplemented('cancelAnswer');
};

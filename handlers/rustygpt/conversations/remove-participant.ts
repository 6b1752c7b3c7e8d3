import { NotImplemented } from 'specwright/runtime';
import type { RemoveParticipant } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** DELETE /api/conversations/{conversation_id}/participants/{user_id}: Remove a participant */
export const removeParticipant: RemoveParticipant<Context> = () => {
  throw new NotImplemented('removeParticipant');
};

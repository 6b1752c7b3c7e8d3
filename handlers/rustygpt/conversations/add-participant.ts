import { NotImplemented } from 'specwright/runtime';
import type { AddParticipant } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** POST /api/conversations/{conversation_id}/participants: Add a participant */
export const addParticipant: AddParticipant<Context> = () => {
  throw new NotImplemented('addParticipant');
};

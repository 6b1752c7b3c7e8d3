import { removeParticipant as remove } from '../../../domain/participant/remove-participant.ts';
import type { RemoveParticipant } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const removeParticipant: RemoveParticipant<Context> = async ({ actor, path, db, services }) => {
  await remove(db, services.events, actor, { conversationId: path.conversation_id, userId: path.user_id });
  return { status: 204 };
};

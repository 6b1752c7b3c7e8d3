import { addParticipant as add } from '../../../domain/participant/add-participant.ts';
import type { AddParticipant } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const addParticipant: AddParticipant<Context> = async ({ actor, path, body, db, services }) => {
  await add(db, services.events, actor, { conversationId: path.conversation_id, userId: body.user_id, role: body.role });
  return { status: 204 };
};

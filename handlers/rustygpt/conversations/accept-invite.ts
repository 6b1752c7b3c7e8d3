import { acceptInvite as accept } from '../../../domain/invite/accept-invite.ts';
import type { AcceptInvite } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

export const acceptInvite: AcceptInvite<Context> = async ({ actor, body, db, services }) => {
  const { conversationId } = await accept(db, services.events, actor, body);
  return { status: 200, body: { conversation_id: conversationId } };
};

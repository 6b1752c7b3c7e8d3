import { confirmAction } from '../../../domain/session/confirm-action.ts';
import type { ReceiveConfirm } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { admit } from './admit.ts';
import type { State } from './connection.ts';
import { currentState } from './current-state.ts';

/** Hears whether the customer approves an action. */
export const receiveConfirm: ReceiveConfirm<Context, State> = async (message, connection, { db }) => {
  const participant = admit(connection, message, 'customer');
  const { action_id: actionId, approved } = message.payload;
  await confirmAction(db, participant.actor, { sessionId: message.session_id, actionId, approved });
  return currentState(participant, message);
};

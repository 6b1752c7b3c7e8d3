import { completeAction } from '../../../domain/session/complete-action.ts';
import { continueTurn } from '../../../domain/session/take-turn.ts';
import type { ReceiveActionCompleted } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { admit } from './admit.ts';
import { beginTurn } from './begin-turn.ts';
import type { State } from './connection.ts';

/** Hears how an action went; the assistant then goes on, in the background. */
export const receiveActionCompleted: ReceiveActionCompleted<Context, State> = async (message, connection, { db, services }) => {
  const participant = admit(connection, message, 'customer');
  const { id, session_id: sessionId, payload: { action_id: actionId, ok, result } } = message;
  await completeAction(db, participant.actor, { sessionId, actionId, ok, result });
  await participant.turn?.stop();
  await beginTurn(connection, participant, { replyTo: id }, (signal) =>
    continueTurn(db, services.assistant, participant.actor, { sessionId, signal }));
  return undefined;
};

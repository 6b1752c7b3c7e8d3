import { takeTurn } from '../../../domain/session/take-turn.ts';
import type { ReceiveText } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { admit } from './admit.ts';
import { beginTurn } from './begin-turn.ts';
import type { State } from './connection.ts';

/** Takes a typed turn; the assistant's answer follows in the background. */
export const receiveText: ReceiveText<Context, State> = async (message, connection, { db, services }) => {
  const participant = admit(connection, message, 'customer');
  const { id, session_id: sessionId, payload: { text } } = message;
  await participant.turn?.stop();
  await beginTurn(connection, participant, { replyTo: id, text }, (signal) =>
    takeTurn(db, services.assistant, participant.actor, { sessionId, text, signal }));
  return undefined;
};

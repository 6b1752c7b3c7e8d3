import type { ReceiveInterrupt } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { admit } from './admit.ts';
import type { State } from './connection.ts';
import { currentState } from './current-state.ts';

/** Stops the assistant; what it has said stays. */
export const receiveInterrupt: ReceiveInterrupt<Context, State> = async (message, connection) => {
  const participant = admit(connection, message, 'customer');
  const { turn_id: turnId } = message.payload;
  if (turnId === undefined || turnId === participant.turn?.id) await participant.turn?.stop();
  return currentState(participant, message);
};

import { verifySessionToken } from '../../../domain/session/verify-session-token.ts';
import type { ReceiveTokenRefresh } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { admit } from './admit.ts';
import type { State } from './connection.ts';
import { currentState } from './current-state.ts';
import { watchCredential } from './watch-participant.ts';

/** Prolongs the connection by the session's next token; with a wrong one it lives as long as it would have. */
export const receiveTokenRefresh: ReceiveTokenRefresh<Context, State> = async (message, connection, { db, services }) => {
  const participant = admit(connection, message, 'customer');
  participant.actor = await verifySessionToken(db, { sessionId: message.session_id, token: message.payload.ephemeral_token });
  watchCredential(connection, connection.state, participant, services);
  return currentState(participant, message);
};

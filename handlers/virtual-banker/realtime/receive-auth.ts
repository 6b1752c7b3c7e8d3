import { authenticateRealtime } from '../../../domain/session/authenticate-realtime.ts';
import type { ReceiveAuth } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { requireSameSession } from './admit.ts';
import type { State } from './connection.ts';
import { join } from './join.ts';
import { RealtimeRefusal } from './realtime-refusal.ts';

/** Signs a participant in that could not send a header. */
export const receiveAuth: ReceiveAuth<Context, State> = async (message, connection, context) => {
  const { state } = connection;
  if (state.participant) throw new RealtimeRefusal('invalid_request', 'This connection is signed in already.');
  requireSameSession(connection, message);
  const token = 'access_token' in message.payload ? message.payload.access_token : message.payload.ephemeral_token;
  const actor = await authenticateRealtime(context.db, context.services.tenantTokens, { sessionId: message.session_id, token });
  await join({ connection, context, state, actor, replyTo: message.id });
  return undefined;
};

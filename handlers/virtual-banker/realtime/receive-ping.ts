import type { ReceivePing } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { admit } from './admit.ts';
import type { State } from './connection.ts';
import { envelope } from './envelope.ts';

/** Answers a heartbeat. */
export const receivePing: ReceivePing<Context, State> = (message, connection) => {
  admit(connection, message);
  return envelope({ sessionId: message.session_id, type: 'pong', payload: {}, replyTo: message.id });
};

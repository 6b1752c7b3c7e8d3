import { leaveSession } from '../../../domain/session/leave-session.ts';
import type { RealtimeClose, RealtimeOpen } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { Deadlines } from './deadlines.ts';
import { envelope } from './envelope.ts';
import { join } from './join.ts';
import type { State } from './participant.ts';
import { realtimeSettings } from './realtime-settings.ts';

export { problem } from './problem.ts';
export type { State } from './participant.ts';

/** A new connection: with a credential in its header it joins at once, without one it has a moment to send `auth`. */
export const open: RealtimeOpen<Context, State> = async (connection, context) => {
  const state: State = { deadlines: new Deadlines(connection.signal), participant: undefined };
  if (connection.actor) {
    await join({ connection, context, state, actor: connection.actor });
    return state;
  }
  state.deadlines.set('sign-in', realtimeSettings(context.services).authenticateSeconds * 1000, () => {
    const payload = { error: 'unauthorized', message: 'No credentials were sent in time.', fatal: true } as const;
    connection.send('error', envelope({ sessionId: connection.path.session_id, type: 'error', payload }));
    connection.close(4401, 'unauthenticated');
  });
  return state;
};

/** The connection is gone: nothing of it goes on, and its place is free. */
export const close: RealtimeClose<Context, State> = async (connection, { db }) => {
  const { participant } = connection.state;
  if (!participant) return;
  await participant.turn?.stop();
  await participant.renewal;
  await leaveSession(db, participant.actor, { sessionId: connection.path.session_id, connectionId: connection.id });
};

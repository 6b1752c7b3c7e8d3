import type { TenantActor } from '../../../domain/actor.ts';
import { joinSession } from '../../../domain/session/join-session.ts';
import type { MessageContext } from '../../../generated/virtual-banker/channel-types.ts';
import type { Context } from '../context.ts';
import { envelope } from './envelope.ts';
import { iceServers } from './ice-servers.ts';
import type { Connection, State } from './participant.ts';
import { realtimeSettings } from './realtime-settings.ts';
import { say } from './say.ts';
import { topics } from './topics.ts';
import { watchParticipant } from './watch-participant.ts';

interface JoinInput {
  readonly connection: Connection;
  readonly context: MessageContext<Context>;
  readonly state: State;
  readonly actor: TenantActor;
  /** Id of the message `auth`, when it was by message. */
  readonly replyTo?: string;
}

/** Makes somebody who has proved the right to it a participant of the session, in place of an older connection of that side. */
export async function join({ connection, context, state, actor, replyTo }: JoinInput): Promise<void> {
  const sessionId = connection.path.session_id;
  const settings = realtimeSettings(context.services);
  // Before joining: whoever joins next must be able to close this connection.
  connection.subscribe(topics.connection(connection.id));
  const place = { sessionId, connectionId: connection.id, leaseSeconds: settings.heartbeatSeconds * 3 };
  const { session, replaced } = await joinSession(context.db, actor, place);
  state.participant = { side: session.side, actor, turn: undefined, renewal: undefined };
  connection.subscribe(topics.session(sessionId));
  connection.subscribe(topics.side(sessionId, session.side));
  if (replaced !== undefined) sendAway(context, sessionId, replaced);
  watchParticipant({ connection, context, state, participant: state.participant, session, place });
  const { required, granted } = session.consent;
  say(connection, 'ready', {
    ice_servers: iceServers(settings, session),
    heartbeat_seconds: settings.heartbeatSeconds,
    consent_required: required && !granted,
  }, replyTo);
}

/** On whichever node it is. */
function sendAway({ channels }: MessageContext<Context>, sessionId: string, connectionId: string): void {
  const topic = topics.connection(connectionId);
  const payload = { error: 'session_replaced', message: 'A newer connection took the place of this one.', fatal: true } as const;
  channels.realtime.publish(topic, 'error', envelope({ sessionId, type: 'error', payload }));
  channels.realtime.disconnect(topic, { code: 4409, reason: 'replaced' });
}

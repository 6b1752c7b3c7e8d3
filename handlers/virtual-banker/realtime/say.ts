import type { RealtimeSends } from '../../../generated/virtual-banker/messages.ts';
import { envelope, type MessageType } from './envelope.ts';
import type { Connection } from './participant.ts';
import { topics } from './topics.ts';

/** Sends to this connection. */
export function say<Type extends MessageType>(connection: Connection, type: Type, payload: RealtimeSends[Type]['payload'], replyTo?: string): void {
  connection.send(type, envelope({ sessionId: connection.path.session_id, type, payload, replyTo }));
}

/** Sends to both sides of the session. To this connection directly, so that its messages keep their order. */
export function tell<Type extends MessageType>(connection: Connection, type: Type, payload: RealtimeSends[Type]['payload'], replyTo?: string): void {
  const sessionId = connection.path.session_id;
  connection.send(type, envelope({ sessionId, type, payload, replyTo }));
  connection.publish(topics.session(sessionId), type, envelope({ sessionId, type, payload }));
}

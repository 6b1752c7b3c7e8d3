import { endSession as closeSession } from '../../../domain/session/end-session.ts';
import type { EndSession } from '../../../generated/virtual-banker/operations.ts';
import type { Context } from '../context.ts';
import { envelope } from '../realtime/envelope.ts';
import { topics } from '../realtime/topics.ts';

/**
 * Ends a session and closes its connections. They are told on every call, not only on the first: if the process died
 * between the two, ending again makes up for it.
 */
export const endSession: EndSession<Context> = async ({ path, actor, db, channels }) => {
  const sessionId = path.session_id;
  await closeSession(db, actor, { sessionId });
  const topic = topics.session(sessionId);
  channels.realtime.publish(topic, 'bye', envelope({ sessionId, type: 'bye', payload: { reason: 'ended' } }));
  channels.realtime.disconnect(topic, { code: 1000, reason: 'ended' });
  return { status: 200, body: { status: 'ended' } };
};

import type { LiveSide } from '../../../domain/session/join-session.ts';
import { permitSignal } from '../../../domain/session/permit-signal.ts';
import type { RealtimeSends } from '../../../generated/virtual-banker/messages.ts';
import type { Context } from '../context.ts';
import { admit } from './admit.ts';
import type { Connection } from './participant.ts';
import { topics } from './topics.ts';

/** Signals that are passed to the other side unchanged. */
type Signal = 'offer' | 'answer' | 'candidate' | 'restart_ice';

/** Passes a signal on, if the domain permits it and there is another side; says whether there is one. */
export async function relay<Type extends Signal>(
  type: Type,
  message: RealtimeSends[Type],
  connection: Connection,
  { db }: { readonly db: Context['db'] },
): Promise<{ readonly passedOn: boolean }> {
  const { actor, side } = admit(connection, message);
  const sessionId = connection.path.session_id;
  const { peerConnected } = await permitSignal(db, actor, { sessionId });
  if (peerConnected) connection.publish(topics.side(sessionId, otherSide(side)), type, message);
  return { passedOn: peerConnected };
}

function otherSide(side: LiveSide): LiveSide {
  return side === 'customer' ? 'agent' : 'customer';
}

import { RealtimeRefusal } from './realtime-refusal.ts';
import type { Connection, Participant } from './participant.ts';

/**
 * Whom a message comes from. Refuses one that comes before signing in (4401), that names another session, or that only the
 * customer may send.
 */
export function admit(connection: Connection, message: { readonly session_id: string }, only?: 'customer'): Participant {
  const { participant } = connection.state;
  if (!participant) throw new RealtimeRefusal('unauthorized', 'Sign in first.', 4401);
  requireSameSession(connection, message);
  if (only && participant.side !== only) throw new RealtimeRefusal('wrong_side', `Only the ${only} may send this.`);
  return participant;
}

/** The envelope repeats the session of the address. */
export function requireSameSession(connection: Connection, message: { readonly session_id: string }): void {
  if (message.session_id === connection.path.session_id) return;
  throw new RealtimeRefusal('invalid_request', 'The message names another session than the address.');
}

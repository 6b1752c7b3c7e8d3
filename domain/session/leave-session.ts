import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import type { Database } from '../database/database.ts';
import { liveSide, type Place } from './join-session.ts';

/** Gives a connection's place up; one that a newer connection has taken is not touched. */
export async function leaveSession(
  db: Database,
  actor: TenantActor,
  { sessionId, connectionId }: Omit<Place, 'leaseSeconds'>,
): Promise<void> {
  await db.query(SQL`
    delete from session_connections
    where session_id = ${sessionId} and side = ${liveSide(actor)} and connection_id = ${connectionId}
  `.setName('leave_session'));
}

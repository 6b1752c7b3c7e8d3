import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import { type Database, first } from '../database/database.ts';
import { liveSide, type Place } from './join-session.ts';
import { requireOpen, requireSession } from './require-session.ts';

/**
 * Keeps a connection's place for another `leaseSeconds`; false when a newer connection has it. One that ran out, and that
 * nobody took, is taken again. Throws `session_not_found`, `forbidden`, `session_ended` or `session_expired`.
 */
export async function stayInSession(
  db: Database,
  actor: TenantActor,
  { sessionId, connectionId, leaseSeconds }: Place,
): Promise<boolean> {
  requireOpen(await requireSession(db, actor, sessionId, ['customer', 'agent']));
  const kept = await first(db, SQL`
    insert into session_connections as place (session_id, side, connection_id, expires_at)
    values (${sessionId}, ${liveSide(actor)}, ${connectionId}, now() + make_interval(secs => ${leaseSeconds}))
    on conflict (session_id, side) do update
    set expires_at = excluded.expires_at
    where place.connection_id = excluded.connection_id
    returning connection_id
  `.setName('keep_session_connection'));
  return kept !== undefined;
}

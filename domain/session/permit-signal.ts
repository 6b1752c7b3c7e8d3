import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import { type Database, first, type Queryable } from '../database/database.ts';
import { hasConsented, requireConsent } from './consent.ts';
import { type LiveSide, liveSide } from './join-session.ts';
import { requireOpen, requireSession } from './require-session.ts';

/**
 * Whether a participant may set up sound and picture now, and whether there is another side to do it with. Throws
 * `consent_required` (for either side, until the user has agreed where the tenant wants that), `session_not_found`,
 * `forbidden`, `session_ended` or `session_expired`.
 */
export async function permitSignal(
  db: Database,
  actor: TenantActor,
  { sessionId }: { sessionId: string },
): Promise<{ peerConnected: boolean }> {
  const session = await requireSession(db, actor, sessionId, ['customer', 'agent']);
  requireOpen(session);
  requireConsent({ required: session.settings.requireConsent, granted: await hasConsented(db, session.id) });
  return { peerConnected: await isConnected(db, session.id, liveSide(actor) === 'customer' ? 'agent' : 'customer') };
}

async function isConnected(db: Queryable, sessionId: string, side: LiveSide): Promise<boolean> {
  const found = await first(db, SQL`
    select side
    from session_connections
    where session_id = ${sessionId} and side = ${side} and expires_at > now()
  `.setName('find_peer'));
  return found !== undefined;
}

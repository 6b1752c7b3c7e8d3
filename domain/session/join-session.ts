import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import { type Database, first, type Queryable, transaction } from '../database/database.ts';
import { type Consent, hasConsented } from './consent.ts';
import { requireOpen, requireSession } from './require-session.ts';
import type { SessionSettings } from './session.ts';

export type LiveSide = 'customer' | 'agent';

/** A connection's place in a session. */
export interface Place {
  readonly sessionId: string;
  readonly connectionId: string;
  /** How long the place is kept without a sign of life. */
  readonly leaseSeconds: number;
}

/** What one side of a live session needs to know. */
export interface RealtimeSession {
  readonly sessionId: string;
  readonly conversationId: string;
  readonly side: LiveSide;
  /** When the session is over by itself. */
  readonly expiresAt: Date;
  readonly consent: Consent;
  readonly settings: SessionSettings;
}

export interface Joined {
  readonly session: RealtimeSession;
  /** The connection that had the place before; of several that come at once, each replaces the one before it. */
  readonly replaced: string | undefined;
}

/**
 * Takes a side's place in a session for a connection: the session's user is one side, an employee of the tenant the other.
 * Throws `session_not_found`, `forbidden`, `session_ended` or `session_expired`.
 */
export function joinSession(db: Database, actor: TenantActor, place: Place): Promise<Joined> {
  return transaction(db, async (tx) => {
    const session = await requireSession(tx, actor, place.sessionId, ['customer', 'agent'], 'for update');
    requireOpen(session);
    const side = liveSide(actor);
    const replaced = await findPlace(tx, session.id, side);
    await takePlace(tx, side, place);
    const { id, conversationId, expiresAt, settings } = session;
    const consent = { required: settings.requireConsent, granted: await hasConsented(tx, id) };
    return { session: { sessionId: id, conversationId, side, expiresAt, consent, settings }, replaced };
  });
}

/** As which side an actor joins that may join. */
export function liveSide(actor: TenantActor): LiveSide {
  return actor.kind === 'tenant-agent' ? 'agent' : 'customer';
}

async function findPlace(tx: Queryable, sessionId: string, side: LiveSide): Promise<string | undefined> {
  const found = await first<{ connectionId: string }>(tx, SQL`
    select connection_id as "connectionId"
    from session_connections
    where session_id = ${sessionId} and side = ${side}
  `.setName('find_session_connection'));
  return found?.connectionId;
}

async function takePlace(tx: Queryable, side: LiveSide, { sessionId, connectionId, leaseSeconds }: Place): Promise<void> {
  await tx.query(SQL`
    insert into session_connections (session_id, side, connection_id, expires_at)
    values (${sessionId}, ${side}, ${connectionId}, now() + make_interval(secs => ${leaseSeconds}))
    on conflict (session_id, side) do update
    set connection_id = excluded.connection_id, expires_at = excluded.expires_at
  `.setName('take_session_connection'));
}

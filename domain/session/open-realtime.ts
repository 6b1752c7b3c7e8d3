import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import { type Database, first, type Queryable } from '../database/database.ts';
import { requireOpen, requireSession } from './require-session.ts';
import type { SessionSettings } from './session.ts';

/** What one side of a live session needs to know. */
export interface RealtimeSession {
  readonly sessionId: string;
  readonly conversationId: string;
  readonly side: 'customer' | 'agent';
  /** When the session is over by itself. */
  readonly expiresAt: Date;
  readonly consent: { readonly required: boolean; readonly granted: boolean };
  readonly settings: SessionSettings;
}

/** Joins a session live. Throws `session_not_found`, `forbidden`, `session_ended` or `session_expired`. */
export async function openRealtime(db: Database, actor: TenantActor, { sessionId }: { sessionId: string }): Promise<RealtimeSession> {
  const session = await requireSession(db, actor, sessionId, ['customer', 'agent']);
  requireOpen(session);
  const { id, conversationId, expiresAt, settings } = session;
  const consent = { required: settings.requireConsent, granted: await hasConsented(db, id) };
  return { sessionId: id, conversationId, side: actor.kind === 'tenant-agent' ? 'agent' : 'customer', expiresAt, consent, settings };
}

/** The latest word counts. */
async function hasConsented(db: Queryable, sessionId: string): Promise<boolean> {
  const latest = await first<{ granted: boolean }>(db, SQL`
    select granted
    from session_consents
    where session_id = ${sessionId}
    order by sequence desc
    limit 1
  `.setName('find_consent'));
  return latest?.granted ?? false;
}

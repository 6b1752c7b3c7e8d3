import type { TenantActor } from '../actor.ts';
import { type Database, transaction } from '../database/database.ts';
import { requireOpen, requireSession } from './require-session.ts';
import { issueSessionToken, type SessionToken } from './session-token.ts';

/**
 * The session's next token; the one before it lasts 30 seconds more. For the session's user and the tenant's software.
 * Throws `session_not_found`, `forbidden`, `session_ended` or `session_expired`.
 */
export function refreshSessionToken(
  db: Database,
  actor: TenantActor,
  { sessionId }: { sessionId: string },
): Promise<SessionToken> {
  return transaction(db, async (tx) => {
    requireOpen(await requireSession(tx, actor, sessionId, ['customer', 'service'], 'for update'));
    return issueSessionToken(tx, sessionId);
  });
}

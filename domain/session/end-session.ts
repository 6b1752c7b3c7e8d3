import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import { type Database, first, transaction } from '../database/database.ts';
import { requireSession } from './require-session.ts';

export type EndReason = 'ended' | 'timeout' | 'policy' | 'error';

/**
 * Ends a session and makes its tokens worthless. Ending one that is over changes nothing; `endedNow` tells which it was.
 * For the session's user and the tenant's software. Throws `session_not_found` or `forbidden`.
 */
export function endSession(
  db: Database,
  actor: TenantActor,
  { sessionId, reason = 'ended' }: { sessionId: string; reason?: EndReason },
): Promise<{ endedNow: boolean }> {
  return transaction(db, async (tx) => {
    await requireSession(tx, actor, sessionId, ['customer', 'service'], 'for update');
    await tx.query(SQL`
      delete from session_tokens
      where session_id = ${sessionId}
    `.setName('delete_session_tokens'));
    const ended = await first(tx, SQL`
      update sessions
      set ended_at = now(), end_reason = ${reason}
      where id = ${sessionId} and ended_at is null and expires_at > now()
      returning id
    `.setName('end_session'));
    return { endedNow: ended !== undefined };
  });
}

import type { TenantAgentActor, TenantUserActor } from '../actor.ts';
import type { TenantTokenRules } from '../credential/tenant-jwt.ts';
import { verifyTenantToken } from '../credential/verify-tenant-token.ts';
import type { Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { requireOpen, requireSession } from './require-session.ts';
import { verifySessionToken } from './verify-session-token.ts';

/**
 * Who wants to join a session live: its user, by the session's own token, or an employee of the tenant, by a JWT of the role
 * `agent`. Throws `invalid_token`, `token_expired`, `forbidden` (a JWT of another role), `session_not_found` (also for another
 * tenant's employee), `session_ended` or `session_expired`.
 */
export async function authenticateRealtime(
  db: Queryable,
  rules: TenantTokenRules,
  { sessionId, token }: { sessionId: string; token: string },
): Promise<TenantUserActor | TenantAgentActor> {
  // The session's tokens contain no dot, the compact form of a JWT has two (RFC 7515 section 3.1).
  if (!token.includes('.')) return verifySessionToken(db, { sessionId, token });
  const actor = await verifyTenantToken(db, rules, token);
  if (actor.kind !== 'tenant-agent') {
    throw new DomainError('forbidden', 'A live session is joined with its own token, or as an agent.');
  }
  requireOpen(await requireSession(db, actor, sessionId, ['agent']));
  return actor;
}

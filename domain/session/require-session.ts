import { SQL } from 'sql-template-strings';
import type { TenantActor } from '../actor.ts';
import { first, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';
import type { Session } from './session.ts';

/** Who may act on a session: its user's own side, the tenant's software, the tenant's employees. */
export type Side = 'customer' | 'service' | 'agent';

/**
 * A session that the actor may act on. Another tenant's is `session_not_found`; another user's, or one that the actor's kind
 * has no business with, is `forbidden`.
 */
export async function requireSession(
  db: Queryable,
  actor: TenantActor,
  sessionId: string,
  sides: readonly Side[],
  lock?: 'for update',
): Promise<Session> {
  const session = isUuid(sessionId) ? await findSession(db, sessionId, lock) : undefined;
  if (!session || session.tenantId !== actor.tenantId) throw new DomainError('session_not_found', 'There is no such session.');
  if (!sides.includes(sideOf(actor)) || !owns(actor, session)) {
    throw new DomainError('forbidden', 'These credentials are not for this session.');
  }
  return session;
}

/** As which side an actor comes. */
export function sideOf(actor: TenantActor): Side {
  return ({ 'tenant-user': 'customer', 'tenant-service': 'service', 'tenant-agent': 'agent' } as const)[actor.kind];
}

function owns(actor: TenantActor, session: Session): boolean {
  if (actor.kind !== 'tenant-user') return true;
  return actor.subject === session.subject && (actor.sessionId ?? session.id) === session.id;
}

/** Refuses a session that is over: `session_ended` or `session_expired`. */
export function requireOpen(session: Session): void {
  if (session.state === 'ended') throw new DomainError('session_ended', 'The session has ended.');
  if (session.state === 'expired') throw new DomainError('session_expired', 'The session has reached its longest duration.');
}

function findSession(db: Queryable, sessionId: string, lock?: 'for update'): Promise<Session | undefined> {
  const statement = SQL`
    select
      s.id,
      s.tenant_id as "tenantId",
      s.user_id as "userId",
      e.subject,
      s.conversation_id as "conversationId",
      s.portal_context as "portalContext",
      s.settings,
      s.created_at as "createdAt",
      s.expires_at as "expiresAt",
      case
        when s.end_reason = 'timeout' then 'expired'
        when s.ended_at is not null then 'ended'
        when s.expires_at <= now() then 'expired'
        else 'open'
      end as state
    from sessions s
    join external_identities e on e.user_id = s.user_id and e.tenant_id = s.tenant_id and e.issuer = s.tenant_id
    where s.id = ${sessionId}
  `;
  if (lock) statement.append(`${lock} of s`);
  return first<Session>(db, statement.setName(`find_session ${lock ?? ''}`));
}

import { SQL } from 'sql-template-strings';
import type { TenantUserActor } from '../actor.ts';
import { hashOpaqueToken } from '../credential/opaque-token.ts';
import { first, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';

type TokenRow = Required<Omit<TenantUserActor, 'kind'>>;

/**
 * The session's user, by a token of `issueSessionToken`. Throws `session_not_found`, `session_ended`, `session_expired`,
 * `invalid_token` (also one of another session) or `token_expired`.
 */
export async function verifySessionToken(
  db: Queryable,
  { sessionId, token }: { sessionId: string; token: string },
): Promise<TenantUserActor> {
  if (!isUuid(sessionId)) throw noSession();
  const row = await first<TokenRow>(db, SQL`
    select
      s.id as "sessionId",
      s.tenant_id as "tenantId",
      e.subject,
      s.settings -> 'ratePolicy' as "ratePolicy",
      t.expires_at as "expiresAt"
    from session_tokens t
    join sessions s on s.id = t.session_id
    join external_identities e on e.user_id = s.user_id and e.tenant_id = s.tenant_id and e.issuer = s.tenant_id
    where t.hash = ${hashOpaqueToken(token)}
      and t.session_id = ${sessionId}
      and t.expires_at > now()
      and s.expires_at > now()
      and s.ended_at is null
  `.setName('find_session_token'));
  return row ? { kind: 'tenant-user', ...row } : refuse(db, sessionId, token);
}

/** Session ids are no secrets, so the reason may be told. */
async function refuse(db: Queryable, sessionId: string, token: string): Promise<never> {
  const found = await first<{ ended: boolean; expired: boolean; tokenKnown: boolean }>(db, SQL`
    select
      s.ended_at is not null and s.end_reason <> 'timeout' as ended,
      s.expires_at <= now() or s.end_reason = 'timeout' as expired,
      exists (
        select
        from session_tokens t
        where t.hash = ${hashOpaqueToken(token)} and t.session_id = s.id
      ) as "tokenKnown"
    from sessions s
    where s.id = ${sessionId}
  `.setName('explain_session_token'));
  if (!found) throw noSession();
  if (found.ended) throw new DomainError('session_ended', 'The session has ended.');
  if (found.expired) throw new DomainError('session_expired', 'The session has reached its longest duration.');
  if (found.tokenKnown) throw new DomainError('token_expired', 'The token has expired.');
  throw new DomainError('invalid_token', 'The token is not one of this session.');
}

function noSession(): DomainError {
  return new DomainError('session_not_found', 'There is no such session.');
}

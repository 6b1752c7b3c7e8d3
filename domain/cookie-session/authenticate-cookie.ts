import { SQL } from 'sql-template-strings';
import type { SessionActor } from '../actor.ts';
import { hashOpaqueToken } from '../credential/opaque-token.ts';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { SiteRole } from '../user/site-role.ts';
import { type ClientFacts, type CookieSessionRules, type FreshSession, hashClient } from './cookie-session.ts';
import { tryToRotate } from './rotate-cookie-session.ts';

export interface CookieInput {
  /** Of the session's cookie. */
  readonly token: string;
  readonly client: ClientFacts;
  /** Whether the answer to the request can carry new cookies. */
  readonly mayRotate: boolean;
}

export interface Authenticated {
  readonly actor: SessionActor;
  /** Set where the session has got new cookies. */
  readonly rotated?: FreshSession;
}

interface Row {
  readonly id: string;
  readonly userId: string;
  readonly tenantId: string;
  readonly csrfHashes: readonly Buffer[];
  readonly roles: readonly SiteRole[];
  readonly isCurrent: boolean;
  readonly isOver: boolean;
  readonly isDisabled: boolean;
  readonly isOtherClient: boolean;
  readonly isRotationDue: boolean;
  readonly isTouchDue: boolean;
}

/**
 * Whose session it is, and new cookies where they are due: half-way through the idle time, and after a change of roles. Throws
 * `invalid_token` (no such session), `token_expired`, `other_client` or `account_disabled`.
 */
export async function authenticateCookie(db: Queryable, rules: CookieSessionRules, { token, client, mayRotate }: CookieInput): Promise<Authenticated> {
  const hash = hashOpaqueToken(token);
  const row = await findSession(db, rules, { hash, clientHash: hashClient(client) });
  if (!row) throw new DomainError('invalid_token', 'This session is not known.');
  refuse(row, rules);
  const { id, userId, tenantId, roles, csrfHashes } = row;
  const actor: SessionActor = { kind: 'account', tenantId, userId, roles, session: { id, hash, csrfHashes } };
  const rotated = mayRotate && row.isCurrent && row.isRotationDue ? await tryToRotate(db, rules, { id, hash }) : undefined;
  if (rotated) return { actor, rotated };
  if (row.isTouchDue) await touch(db, rules, id);
  return { actor };
}

function refuse({ isOver, isDisabled, isOtherClient }: Row, { checksClient }: CookieSessionRules): void {
  if (isOver) throw new DomainError('token_expired', 'The session has expired.');
  if (isDisabled) throw new DomainError('account_disabled', 'This account is disabled.');
  if (checksClient && isOtherClient) throw new DomainError('other_client', 'This session was begun by another client.');
}

function findSession(db: Queryable, { idleSeconds }: CookieSessionRules, { hash, clientHash }: { hash: Buffer; clientHash: Buffer }): Promise<Row | undefined> {
  return first<Row>(db, SQL`
    select
      s.id,
      s.user_id as "userId",
      u.tenant_id as "tenantId",
      case when s.previous_until > now() then array[s.csrf_hash, s.previous_csrf_hash] else array[s.csrf_hash] end as "csrfHashes",
      coalesce((select array_agg(r.role order by r.role) from user_roles r where r.user_id = s.user_id), array['member']) as roles,
      s.hash = ${hash} as "isCurrent",
      s.expires_at <= now() as "isOver",
      d.user_id is not null as "isDisabled",
      s.client_hash <> ${clientHash} as "isOtherClient",
      s.rotation_due or s.rotated_at < now() - make_interval(secs => ${idleSeconds / 2}) as "isRotationDue",
      s.used_at < now() - make_interval(secs => ${Math.min(60, idleSeconds / 10)}) as "isTouchDue"
    from cookie_sessions s
    join users u on u.id = s.user_id
    left join disabled_users d on d.user_id = s.user_id
    where s.hash = ${hash} or (s.previous_hash = ${hash} and s.previous_until > now())
  `.setName('find_cookie_session'));
}

/** Use moves the end on. Once in a while is enough: an end that is off by a minute saves a write at every request. */
async function touch(db: Queryable, { idleSeconds }: CookieSessionRules, id: string): Promise<void> {
  await db.query(SQL`
    update cookie_sessions
    set used_at = now(), expires_at = least(now() + make_interval(secs => ${idleSeconds}), absolute_expires_at)
    where id = ${id}
  `.setName('touch_cookie_session'));
}

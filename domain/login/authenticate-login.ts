import { setTimeout as wait } from 'node:timers/promises';
import { SQL } from 'sql-template-strings';
import type { MemberActor } from '../actor.ts';
import { hashOpaqueToken } from '../credential/opaque-token.ts';
import { type Database, first } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { confirmLogin } from './confirm-login.ts';
import { claimSeconds, freshSeconds, type Login, type LoginServices, toMember } from './login.ts';

/** How long a request waits for another one that is asking the directory about the same login. */
const patienceMs = 10_000;
const lookAgainMs = 50;

/**
 * Who comes with a login's token. What the directory said is taken for a minute; then the next request asks again, one at a time. Throws
 * `invalid_token`, `token_expired`, or `unavailable` while the directory cannot say whether the login still holds.
 */
export function authenticateLogin(db: Database, services: LoginServices, token: string): Promise<MemberActor> {
  return confirmed(db, services, { hash: hashOpaqueToken(token) });
}

/** The same for somebody who came with a token before, such as at the opening of a connection that lasts for hours. */
export function renewMember(db: Database, services: LoginServices, { loginId }: MemberActor): Promise<MemberActor> {
  return confirmed(db, services, { id: loginId });
}

/** Who a token is of, without asking the directory whether that still holds: enough for signing out. Throws `invalid_token` or `token_expired`. */
export async function recognizeLogin(db: Database, token: string): Promise<MemberActor> {
  return toMember(await findLogin(db, { hash: hashOpaqueToken(token) }));
}

interface Key {
  readonly hash?: Buffer;
  readonly id?: string;
}

async function confirmed(db: Database, services: LoginServices, key: Key): Promise<MemberActor> {
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await wait(lookAgainMs)) {
    const login = await findLogin(db, key);
    if (login.isFresh) return toMember(login);
    if (await claimCheck(db, login.id)) return toMember(await confirmLogin(db, services, login));
  }
  throw new DomainError('unavailable', 'The directory does not answer.');
}

async function findLogin(db: Database, { hash, id }: Key): Promise<Login & { isFresh: boolean }> {
  const login = await first<Login & { isFresh: boolean; isOver: boolean }>(db, SQL`
    select
      id, tenant_id as "tenantId", user_id as "userId", subject, sealed_tokens as "sealedTokens", roles,
      group_ids as "groupIds", created_at as "createdAt", expires_at as "expiresAt",
      checked_at > now() - make_interval(secs => ${freshSeconds}) as "isFresh",
      expires_at <= now() as "isOver"
    from logins
    where (hash = ${hash ?? null} or id = ${id ?? null}) and ended_at is null
  `.setName('find_login'));
  if (!login) throw new DomainError('invalid_token', 'This token is not known, or its session was ended.');
  if (login.isOver) throw new DomainError('token_expired', 'This session is over.');
  return login;
}

/** One request asks the directory; its claim runs out by itself should its process end. */
async function claimCheck(db: Database, loginId: string): Promise<boolean> {
  const claimed = await first(db, SQL`
    update logins
    set checking_until = now() + make_interval(secs => ${claimSeconds})
    where id = ${loginId}
      and (checking_until is null or checking_until < now())
      and checked_at <= now() - make_interval(secs => ${freshSeconds})
    returning id
  `.setName('claim_login_check'));
  return claimed !== undefined;
}

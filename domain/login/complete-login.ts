import { randomUUID } from 'node:crypto';
import { SQL } from 'sql-template-strings';
import type { MemberActor } from '../actor.ts';
import { createOpaqueToken, hashOpaqueToken } from '../credential/opaque-token.ts';
import { unseal } from '../credential/seal.ts';
import { type Database, first, only, type Queryable, transaction } from '../database/database.ts';
import type { DirectoryTokens, Standing } from '../directory/directory.ts';
import { DomainError } from '../errors.ts';
import { identifyExternalUser } from '../identity/identify-external-user.ts';
import { defaultTenantId } from '../tenant/tenant.ts';
import { type Attempt, attemptPurpose } from './begin-login.ts';
import { loginSeconds, maxLogins, type Login, type LoginServices, sealTokens, toMember } from './login.ts';

export interface OpenedLogin {
  /** The login's own token: the only time that it is told. */
  readonly token: string;
  readonly member: MemberActor;
  /** The logins of the same user that had to make room. */
  readonly endedIds: readonly string[];
}

export interface CompletedLogin extends OpenedLogin {
  /** Where to send the browser. */
  readonly landing: string;
}

/**
 * Finishes what `beginLogin` began, once, with what the directory sent back and the secret of the browser. Throws `token_used` for what was not begun
 * here, with this browser, or not in time, `forbidden` when the directory refused, `invalid_token` when it does not take its own code.
 */
export async function completeLogin(
  db: Database,
  services: LoginServices,
  { query, browserToken }: { query: URLSearchParams; browserToken: string | undefined },
): Promise<CompletedLogin> {
  if (!query.has('code') && !query.has('error')) throw new DomainError('token_used', 'The directory sent neither a code nor an error.');
  const { request, landing } = await takeAttempt(db, query.get('state'), browserToken);
  const tokens = await services.directory.finishSignIn(request, query);
  try {
    const standing = await services.directory.introspect(tokens);
    if (standing === undefined) throw new DomainError('invalid_token', 'The directory does not know its own token.');
    return { ...(await openLogin(db, services, { tokens, standing })), landing };
  } catch (error) {
    await services.directory.endSession(tokens).catch(() => undefined);
    throw error;
  }
}

/** Whoever takes an attempt is the only one. */
async function takeAttempt(db: Database, state: string | null, browserToken: string | undefined): Promise<Attempt> {
  const unknown = new DomainError('token_used', 'This signing in was not begun here, with this browser, within the last ten minutes.');
  if (state === null || browserToken === undefined) throw unknown;
  const taken = await first<{ sealed: Buffer }>(db, SQL`
    delete from login_attempts
    where state_hash = ${hashOpaqueToken(state)} and browser_hash = ${hashOpaqueToken(browserToken)} and expires_at > now()
    returning sealed
  `.setName('take_login_attempt'));
  if (!taken) throw unknown;
  return JSON.parse(unseal(browserToken, attemptPurpose, taken.sealed)) as Attempt;
}

/** A login for somebody whom the directory vouches for; one who comes for the first time becomes a user. */
export async function openLogin(
  db: Database,
  services: LoginServices,
  { tokens, standing: { subject, roles, groupIds } }: { tokens: DirectoryTokens; standing: Standing },
): Promise<OpenedLogin> {
  const { token, hash } = createOpaqueToken();
  const id = randomUUID();
  const tenantId = defaultTenantId;
  return transaction(db, async (tx) => {
    const userId = await identifyExternalUser(tx, { tenantId, issuer: services.directory.issuer, subject });
    const login = await only<Login>(tx, SQL`
      insert into logins (id, hash, tenant_id, user_id, subject, sealed_tokens, roles, group_ids, expires_at)
      values (
        ${id}, ${hash}, ${tenantId}, ${userId}, ${subject}, ${sealTokens(services, id, tokens)}, ${roles}, ${groupIds},
        now() + make_interval(secs => ${loginSeconds})
      )
      returning
        id, tenant_id as "tenantId", user_id as "userId", subject, sealed_tokens as "sealedTokens", roles,
        group_ids as "groupIds", created_at as "createdAt", expires_at as "expiresAt"
    `.setName('open_login'));
    return { token, member: toMember(login), endedIds: await endOldest(tx, userId) };
  });
}

/** Somebody may be signed in on so many devices; beyond, those that signed in first are signed out. */
async function endOldest(tx: Queryable, userId: string): Promise<string[]> {
  const ended = await tx.query<{ id: string }>(SQL`
    update logins
    set ended_at = now()
    where ended_at is null
      and id in (
        select id
        from logins
        where user_id = ${userId} and ended_at is null and expires_at > now()
        order by created_at desc
        offset ${maxLogins}
      )
    returning id
  `.setName('end_oldest_logins'));
  return ended.map(({ id }) => id);
}

import { SQL } from 'sql-template-strings';
import { first, only, type Queryable } from '../database/database.ts';
import { isUuid } from '../database/is-uuid.ts';
import { DomainError } from '../errors.ts';
import { createOpaqueToken, hashOpaqueToken } from './opaque-token.ts';

export interface OneTimeToken {
  readonly token: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** The user who asked for it. */
  readonly createdBy: string;
}

interface Binding {
  /** What the token is good for; one of another purpose is not found. */
  readonly purpose: string;
  /** The one thing that it opens. */
  readonly resourceId: string;
}

/** Makes a token that opens one resource once, for one purpose, within `lifetimeSeconds`. */
export async function issueOneTimeToken(
  db: Queryable,
  { purpose, resourceId, userId, lifetimeSeconds }: Binding & { userId: string; lifetimeSeconds: number },
): Promise<OneTimeToken> {
  const { token, hash } = createOpaqueToken();
  const times = await only<{ createdAt: Date; expiresAt: Date }>(db, SQL`
    insert into one_time_tokens (hash, purpose, user_id, resource_id, expires_at)
    values (${hash}, ${purpose}, ${userId}, ${resourceId}, now() + make_interval(secs => ${lifetimeSeconds}))
    returning created_at as "createdAt", expires_at as "expiresAt"
  `.setName('issue_one_time_token'));
  return { token, ...times, createdBy: userId };
}

/**
 * Uses a token up and returns the user it was made for. Of two that come at once, one wins. Throws `invalid_token` (no such
 * token), `token_wrong_resource` (made for another one, or for another user than `userId`), `token_used` or `token_expired`.
 */
export async function redeemOneTimeToken(
  db: Queryable,
  { purpose, resourceId, token, userId }: Binding & { token: string; userId?: string },
): Promise<{ userId: string }> {
  const hash = hashOpaqueToken(token);
  const resource = isUuid(resourceId) ? resourceId : null;
  const redeemed = await first<{ userId: string }>(db, SQL`
    update one_time_tokens
    set used_at = now()
    where hash = ${hash}
      and purpose = ${purpose}
      and resource_id = ${resource}
      and user_id = coalesce(${userId ?? null}, user_id)
      and used_at is null
      and expires_at > now()
    returning user_id as "userId"
  `.setName('redeem_one_time_token'));
  return redeemed ?? refuse(db, { hash, purpose, resourceId, userId });
}

async function refuse(
  db: Queryable,
  wanted: { hash: Buffer; purpose: string; resourceId: string; userId?: string },
): Promise<never> {
  const found = await first<{ resourceId: string; userId: string; used: boolean }>(db, SQL`
    select resource_id as "resourceId", user_id as "userId", used_at is not null as used
    from one_time_tokens
    where hash = ${wanted.hash} and purpose = ${wanted.purpose}
  `.setName('find_one_time_token'));
  if (!found) throw new DomainError('invalid_token', 'This token is not known.');
  const { userId = found.userId, resourceId } = wanted;
  if (found.resourceId !== resourceId || found.userId !== userId) {
    throw new DomainError('token_wrong_resource', 'This token is for something else.');
  }
  if (found.used) throw new DomainError('token_used', 'This token has been used.');
  throw new DomainError('token_expired', 'This token has expired.');
}

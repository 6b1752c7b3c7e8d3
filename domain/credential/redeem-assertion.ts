import { SQL } from 'sql-template-strings';
import { first, type Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { clockToleranceSeconds, isPlain, type TenantJwt, type TenantTokenRules, verifyTenantJwt } from './tenant-jwt.ts';

export interface AssertionInput {
  readonly assertion: string;
  readonly tenantId: string;
  /** Whom it must be about; without it, whomever it names. */
  readonly subject?: string;
}

/** The longest that an assertion may be good for. */
const maxAgeSeconds = 300;

/**
 * Uses up a tenant's word for one of its users (RFC 7523): signed with a key of the tenant, for this audience, good for five
 * minutes at most, with a `jti` that works once. Returns whom it is about. Throws `invalid_assertion`, `assertion_expired`
 * (also for one made to live too long) or `assertion_used`.
 */
export async function redeemAssertion(
  db: Queryable,
  rules: TenantTokenRules,
  input: AssertionInput,
): Promise<{ subject: string }> {
  const { tenantId, claims } = await verifyTenantJwt(db, rules, input.assertion).catch(rename);
  if (tenantId !== input.tenantId) throw invalid('The assertion is by another tenant.');
  if (input.subject !== undefined && claims.sub !== input.subject) throw invalid('The assertion is about another user.');
  if (typeof claims.jti !== 'string' || !isPlain(claims.jti)) throw invalid('The assertion has no usable id (jti).');
  checkAge(claims);
  await useId(db, { tenantId, id: claims.jti, expires: claims.exp + clockToleranceSeconds });
  return { subject: claims.sub };
}

function rename(error: unknown): never {
  if (!(error instanceof DomainError)) throw error;
  if (error.code === 'token_expired') throw new DomainError('assertion_expired', 'The assertion has expired.', { cause: error });
  if (error.code === 'invalid_token') throw new DomainError('invalid_assertion', 'The assertion is not valid.', { cause: error });
  throw error;
}

function invalid(message: string): DomainError {
  return new DomainError('invalid_assertion', message);
}

function checkAge({ exp, iat }: TenantJwt['claims']): void {
  const now = Math.floor(Date.now() / 1000);
  if (exp - (iat ?? now) > maxAgeSeconds || exp - now > maxAgeSeconds + clockToleranceSeconds) {
    throw new DomainError('assertion_expired', 'The assertion is made to live longer than five minutes.');
  }
}

/** The primary key decides between two that come at once. */
async function useId(db: Queryable, { tenantId, id, expires }: { tenantId: string; id: string; expires: number }): Promise<void> {
  const used = await first(db, SQL`
    insert into used_token_ids (tenant_id, id, expires_at)
    values (${tenantId}, ${id}, to_timestamp(${expires}))
    on conflict do nothing
    returning id
  `.setName('use_token_id'));
  if (!used) throw new DomainError('assertion_used', 'The assertion has been used.');
}

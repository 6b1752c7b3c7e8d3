import type { TenantActor } from '../actor.ts';
import type { Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import { type TenantTokenRules, verifyTenantJwt } from './tenant-jwt.ts';

/** Values of the claim `role`, and whom each makes of the caller. */
const kinds = { customer: 'tenant-user', agent: 'tenant-agent', service: 'tenant-service' } as const;

/**
 * Who calls, by a token that a tenant signed: `iss` the tenant, `sub` the caller, `role` one of `customer` (when absent),
 * `agent`, `service`. Throws `invalid_token` or `token_expired`.
 */
export async function verifyTenantToken(db: Queryable, rules: TenantTokenRules, token: string): Promise<TenantActor> {
  const { tenantId, claims, ratePolicy } = await verifyTenantJwt(db, rules, token);
  const role = claims.role ?? 'customer';
  if (!isRole(role)) throw new DomainError('invalid_token', 'The role in the token is not known.');
  return { kind: kinds[role], tenantId, subject: claims.sub, ratePolicy, expiresAt: new Date(claims.exp * 1000) };
}

function isRole(role: unknown): role is keyof typeof kinds {
  return typeof role === 'string' && Object.hasOwn(kinds, role);
}

import { decodeJwt, decodeProtectedHeader, errors, importJWK, jwtVerify, type JWTPayload } from 'jose';
import { SQL } from 'sql-template-strings';
import type { Queryable } from '../database/database.ts';
import { DomainError } from '../errors.ts';
import type { RatePolicy } from '../limit/rate-policy.ts';
import type { KeyAlgorithm, TenantKey } from '../tenant/tenant.ts';

/** What a token signed by a tenant must satisfy (RFC 8725). */
export interface TenantTokenRules {
  /** The service that the token must be for. */
  readonly audience: string;
  /** Default: the asymmetric ones, so that nothing kept here could forge a tenant's token. */
  readonly algorithms?: readonly KeyAlgorithm[];
}

/** A token whose signature, issuer, audience and times are right. */
export interface TenantJwt {
  readonly tenantId: string;
  readonly claims: JWTPayload & { readonly sub: string; readonly exp: number };
  readonly ratePolicy: RatePolicy;
}

const asymmetric: readonly KeyAlgorithm[] = ['ES256', 'EdDSA', 'RS256', 'PS256'];

/** Seconds by which the tenant's clock may differ from ours. */
export const clockToleranceSeconds = 5;

/**
 * Verifies a token with the keys of the tenant that its `iss` names; a `kid` picks one. The algorithm is the key's own, never
 * the token's. Throws `token_expired`, or `invalid_token` for anything else, a tenant that does not exist included.
 */
export async function verifyTenantJwt(db: Queryable, rules: TenantTokenRules, token: string): Promise<TenantJwt> {
  const { tenantId, keyId, algorithm } = readUnverified(token);
  const { algorithms = asymmetric } = rules;
  for (const key of await findKeys(db, tenantId, keyId)) {
    if (key.algorithm !== algorithm || !algorithms.includes(key.algorithm)) continue;
    const claims = await verifyWith(key, { tenantId, audience: rules.audience, token });
    if (claims) return { tenantId, claims, ratePolicy: { requests: key.requests, windowSeconds: key.windowSeconds } };
  }
  throw new DomainError('invalid_token', 'The token is not signed by a key of its tenant.');
}

function readUnverified(token: string): { tenantId: string; keyId?: string; algorithm?: string } {
  try {
    const { iss } = decodeJwt(token);
    const { kid, alg } = decodeProtectedHeader(token);
    if (typeof iss !== 'string' || !isPlain(iss) || (kid !== undefined && !isPlain(kid))) {
      throw new DomainError('invalid_token', 'The token names no tenant as its issuer.');
    }
    return { tenantId: iss, keyId: kid, algorithm: alg };
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError('invalid_token', 'The token is not a JSON Web Token.', { cause });
  }
}

/** Names in tokens are compared and kept: visible ASCII only, so that no two look alike and all can be stored. */
export function isPlain(name: string): boolean {
  return /^[!-~]{1,255}$/.test(name);
}

type KeyRow = TenantKey & RatePolicy;

/** With the tenant's limits, which every request of its users needs. */
async function findKeys(db: Queryable, tenantId: string, keyId: string | undefined): Promise<KeyRow[]> {
  return db.query<KeyRow>(SQL`
    select
      k.id, k.algorithm, k.jwk,
      coalesce(p.requests, 10) as requests,
      coalesce(p.window_seconds, 60) as "windowSeconds"
    from tenant_keys k
    left join rate_policies p on p.tenant_id = k.tenant_id
    where k.tenant_id = ${tenantId}
      and k.id = coalesce(${keyId ?? null}, k.id)
    order by k.created_at desc
    limit 10
  `.setName('find_tenant_keys'));
}

/** The claims, or undefined when the signature is another key's. */
async function verifyWith(
  key: TenantKey,
  expected: { tenantId: string; audience: string; token: string },
): Promise<TenantJwt['claims'] | undefined> {
  try {
    const { payload } = await jwtVerify(expected.token, await importJWK(key.jwk, key.algorithm), {
      algorithms: [key.algorithm],
      issuer: expected.tenantId,
      audience: expected.audience,
      requiredClaims: ['sub', 'exp'],
      clockTolerance: clockToleranceSeconds,
    });
    const { sub, exp } = payload;
    if (!sub || !isPlain(sub) || exp === undefined) throw new DomainError('invalid_token', 'The token names no subject.');
    return { ...payload, sub, exp };
  } catch (cause) {
    if (cause instanceof errors.JWSSignatureVerificationFailed) return undefined;
    if (cause instanceof errors.JWTExpired) throw new DomainError('token_expired', 'The token has expired.', { cause });
    if (cause instanceof errors.JOSEError) throw new DomainError('invalid_token', 'The token is not valid.', { cause });
    throw cause;
  }
}

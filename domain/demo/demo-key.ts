import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { TenantKey } from '../tenant/tenant.ts';

/** A tenant's key with its private half, as only the tenant itself has it. To be generated on each machine, and kept there. */
export interface SigningKey {
  readonly id: string;
  readonly algorithm: 'ES256';
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
}

/** Generates a key to play a tenant with. */
export async function createSigningKey(id = 'demo'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { id, algorithm: 'ES256', privateJwk: await exportJWK(privateKey), publicJwk: await exportJWK(publicKey) };
}

/** What we may know of it. */
export function toTenantKey({ id, algorithm, publicJwk }: SigningKey): TenantKey {
  return { id, algorithm, jwk: { ...publicJwk } };
}

export interface TenantTokenInput {
  readonly tenantId: string;
  readonly subject: string;
  readonly audience: string;
  readonly role?: 'customer' | 'agent' | 'service';
  /** From now; default 300. */
  readonly lifetimeSeconds?: number;
}

/** Signs a token as the tenant would: a bearer token with a role, or an assertion, which needs the `jti` that is always set. */
export async function signAsTenant(key: SigningKey, input: TenantTokenInput): Promise<string> {
  const { tenantId, subject, audience, role, lifetimeSeconds = 300 } = input;
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT(role ? { role } : {})
    .setProtectedHeader({ alg: key.algorithm, kid: key.id, typ: 'JWT' })
    .setIssuer(tenantId)
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetimeSeconds)
    .setJti(randomUUID())
    .sign(await importJWK(key.privateJwk, key.algorithm));
}

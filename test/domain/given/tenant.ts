import { randomUUID } from 'node:crypto';
import type { TenantActor } from '../../../domain/actor.ts';
import { verifyTenantToken } from '../../../domain/credential/verify-tenant-token.ts';
import type { Database } from '../../../domain/database/database.ts';
import { createSigningKey, signAsTenant, type SigningKey, toTenantKey } from '../../../domain/demo/demo-key.ts';
import { saveTenant } from '../../../domain/tenant/save-tenant.ts';
import type { TenantSettings } from '../../../domain/tenant/tenant.ts';

export const rules = { audience: 'tests' };

export const settings: TenantSettings = {
  theme: { primaryColor: '#112233' },
  avatarEnabled: false,
  greeting: 'Welcome.',
  maxSessionMinutes: 45,
  requireConsent: true,
  tools: [
    { name: 'get_balance', level: 2, description: 'Look up the balance', parameters: { type: 'object' } },
    { name: 'block_card', level: 3, description: 'Block the card', parameters: { type: 'object', required: ['reason'] } },
  ],
};

/** A tenant of a test's own, who can sign. */
export interface GivenTenant {
  readonly id: string;
  readonly key: SigningKey;
  /** Signs a token in the tenant's name, an assertion included. */
  sign(
    subject: string,
    options?: { role?: 'customer' | 'agent' | 'service'; lifetimeSeconds?: number; audience?: string },
  ): Promise<string>;
  /** Whoever presents such a token. */
  actor(subject: string, role?: 'customer' | 'agent' | 'service'): Promise<TenantActor>;
}

export async function givenTenant(db: Database, changes: Partial<TenantSettings> = {}): Promise<GivenTenant> {
  const id = `tenant-${randomUUID()}`;
  const key = await createSigningKey();
  await saveTenant(db, { id, name: 'A tenant', settings: { ...settings, ...changes }, keys: [toTenantKey(key)] });
  const sign: GivenTenant['sign'] = (subject, options) => signAsTenant(key, { tenantId: id, subject, ...rules, ...options });
  return { id, key, sign, actor: async (subject, role) => verifyTenantToken(db, rules, await sign(subject, { role })) };
}

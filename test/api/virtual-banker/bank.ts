import { randomBytes, randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { createSigningKey, toTenantKey, type SigningKey } from '../../../domain/demo/demo-key.ts';
import { setRatePolicy } from '../../../domain/limit/set-rate-policy.ts';
import { saveTenant } from '../../../domain/tenant/save-tenant.ts';
import type { TenantSettings, Tool } from '../../../domain/tenant/tenant.ts';
import { startService, type StartedService, type StartOptions } from '../start-service.ts';

const accountTool: Tool = { name: 'get_account_status', level: 2, description: 'Look up the status of an account', parameters: { type: 'object' } };

const ticketTool: Tool = {
  name: 'create_ticket',
  level: 3,
  description: 'Open a ticket',
  parameters: { type: 'object', required: ['subject'], properties: { subject: { type: 'string' } } },
};

const defaultSettings: TenantSettings = {
  theme: { primaryColor: '#0066cc' },
  avatarEnabled: true,
  greeting: 'Hello! How can I help you today?',
  tools: [accountTool, ticketTool],
  maxSessionMinutes: 30,
  requireConsent: false,
};

/** The claims of a token; what is not given is as it should be. */
export interface Claims {
  readonly subject?: string;
  readonly role?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** From now; negative for one that is over. */
  readonly lifetimeSeconds?: number;
  /** Null for none. */
  readonly jti?: string | null;
}

/** A bank of a test's own, which can sign what its portal would sign. */
export interface Tenant {
  readonly id: string;
  readonly key: SigningKey;
  /** A bearer token; a customer's unless a role is named. */
  token(claims?: Claims): Promise<string>;
  /** An assertion for one of its customers. */
  assertion(claims?: Claims): Promise<string>;
}

/** A running service. */
export interface Bank extends StartedService {
  addTenant(settings?: Partial<TenantSettings>, limits?: { requests: number; windowSeconds: number }): Promise<Tenant>;
}

export const customer = 'user-456';

/** Starts the service; its tenants allow many requests unless a test says otherwise. */
export async function startBank(options?: StartOptions): Promise<Bank> {
  const started = await startService('virtual-banker', options);
  return {
    ...started,
    async addTenant(settings, limits = { requests: 1000, windowSeconds: 60 }) {
      const tenant = await createTenant();
      const keys = [toTenantKey(tenant.key)];
      await saveTenant(started.db, { id: tenant.id, name: 'A bank', settings: { ...defaultSettings, ...settings }, keys });
      await setRatePolicy(started.db, tenant.id, limits);
      return tenant;
    },
  };
}

/** A bank that no service knows. */
export async function createTenant(): Promise<Tenant> {
  const id = `tenant-${randomBytes(4).toString('hex')}`;
  const key = await createSigningKey('key-1');
  const sign = (claims: Claims) => signClaims(key, { issuer: id, subject: customer, ...claims });
  return { id, key, token: (claims = {}) => sign({ lifetimeSeconds: 3600, ...claims }), assertion: (claims = {}) => sign(claims) };
}

async function signClaims(key: SigningKey, claims: Claims): Promise<string> {
  const { role, jti = randomUUID(), lifetimeSeconds = 300, audience = 'virtual-banker', issuer = '', subject = '' } = claims;
  const now = Math.floor(Date.now() / 1000);
  const issuedAt = Math.min(now, now + lifetimeSeconds - 1);
  return new SignJWT({ ...(role !== undefined && { role }), ...(jti !== null && { jti }) })
    .setProtectedHeader({ alg: 'ES256', kid: key.id })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(await importJWK(key.privateJwk, 'ES256'));
}

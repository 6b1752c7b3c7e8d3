import type { TenantActor } from '../../../domain/actor.ts';
import type { Database } from '../../../domain/database/database.ts';
import { createSession, type CreatedSession } from '../../../domain/session/create-session.ts';
import type { TenantSettings } from '../../../domain/tenant/tenant.ts';
import { type GivenTenant, givenTenant, rules } from './tenant.ts';

export interface GivenSession extends CreatedSession {
  readonly tenant: GivenTenant;
  readonly customer: TenantActor;
}

/** A session that the user `ada` of a tenant has just opened. */
export async function givenSession(db: Database, changes: Partial<TenantSettings> = {}): Promise<GivenSession> {
  const tenant = await givenTenant(db, changes);
  const customer = await tenant.actor('ada');
  const session = await createSession(db, rules, customer, { tenantId: tenant.id, assertion: await tenant.sign('ada') });
  return { ...session, tenant, customer };
}

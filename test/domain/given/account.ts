import { randomUUID } from 'node:crypto';
import type { AccountActor } from '../../../domain/actor.ts';
import type { Database } from '../../../domain/database/database.ts';
import { register } from '../../../domain/identity/register.ts';
import { defaultTenantId } from '../../../domain/tenant/tenant.ts';

export const password = 'correct horse battery staple';

/** Somebody who has just registered. */
export async function givenAccount(db: Database): Promise<AccountActor & { email: string }> {
  const { userId, email } = await register(db, { email: `${randomUUID()}@example.com`, password });
  return { kind: 'account', tenantId: defaultTenantId, userId, email };
}

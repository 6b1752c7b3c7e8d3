import assert from 'node:assert/strict';
import type { Session } from '../../../generated/virtual-banker/types.ts';
import { customer, type Bank, type Tenant } from './bank.ts';
import { clientOf } from './client-of.ts';

/** A session of a customer. */
export async function openSession(bank: Bank, tenant: Tenant, subject = customer): Promise<Session> {
  const answer = await clientOf(bank, await tenant.token({ subject })).createSession({
    body: { tenant_id: tenant.id, auth_assertion: await tenant.assertion({ subject }) },
  });
  assert.equal(answer.status, 201);
  return answer.body;
}

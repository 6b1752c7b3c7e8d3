import { after } from 'node:test';
import { contractTests } from '../../../generated/virtual-banker/contract-tests.ts';
import { customer, startBank } from './bank.ts';
import { openSession } from './open-session.ts';

const bank = await startBank();
const tenant = await bank.addTenant();

after(() => bank.close());

const aSession = async () => ({ path: { session_id: (await openSession(bank, tenant)).session_id } });

contractTests({
  baseUrl: bank.url,
  credentials: { tenantJwt: () => tenant.token() },
  fixtures: {
    getHealth: () => ({}),
    createSession: async () => ({ body: { tenant_id: tenant.id, user_id: customer, auth_assertion: await tenant.assertion() } }),
    refreshToken: aSession,
    endSession: aSession,
  },
});

import { randomUUID } from 'node:crypto';
import type { ContractTarget } from '../contract-target.ts';
import { customer, startBank } from './bank.ts';
import { openSession } from './open-session.ts';

/** A tenant whose customer opens a session for whatever is about one. */
export async function startContractTarget() {
  const bank = await startBank();
  const [tenant, other] = [await bank.addTenant({}, { requests: 100_000, windowSeconds: 60 }), await bank.addTenant()];
  const aSession = async () => ({ path: { session_id: (await openSession(bank, tenant)).session_id } });
  const fixtures = {
    getHealth: () => ({}),
    createSession: async () => ({ body: { tenant_id: tenant.id, user_id: customer, auth_assertion: await tenant.assertion() } }),
    refreshToken: aSession,
    endSession: aSession,
  };
  let sessionId = '';
  const say = (type: string, payload: unknown) => () => ({ body: { v: 1, id: randomUUID(), type, session_id: sessionId, ts: new Date().toISOString(), payload } });
  const channels = {
    realtime: async () => {
      const session = await openSession(bank, tenant);
      sessionId = session.session_id;
      return { path: { session_id: sessionId }, headers: { authorization: `Bearer ${session.ephemeral_token}` } };
    },
    receiveText: say('text', { text: 'What is the balance of my account?' }),
    receivePing: say('ping', {}),
  };
  const credentials = { tenantJwt: () => tenant.token() };
  return { baseUrl: bank.url, credentials, strangers: { tenantJwt: () => other.token() }, fixtures, channels, close: () => bank.close() } satisfies ContractTarget;
}

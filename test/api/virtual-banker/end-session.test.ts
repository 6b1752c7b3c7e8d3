import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { startBank, type Bank, type Claims, type Tenant } from './bank.ts';
import { clientOf } from './client-of.ts';
import { openSession } from './open-session.ts';

let bank: Bank;
let tenant: Tenant;

before(async () => {
  bank = await startBank();
  tenant = await bank.addTenant();
});

after(() => bank.close());

async function end(sessionId: string, bearer?: Claims, by: Tenant = tenant) {
  return clientOf(bank, await by.token(bearer)).endSession({ path: { session_id: sessionId } });
}

async function stateOf(sessionId: string): Promise<{ reason: string | null; endedAt: Date | null } | undefined> {
  const [row] = await bank.db.query<{ reason: string | null; endedAt: Date | null }>(SQL`
    select end_reason as reason, ended_at as "endedAt" from sessions where id = ${sessionId}
  `);
  return row;
}

test('ending twice is ending once', async () => {
  const { session_id: sessionId } = await openSession(bank, tenant);
  const first = await end(sessionId);
  assert.equal(first.status, 200);
  assert.deepEqual(first.body, { status: 'ended' });
  const state = await stateOf(sessionId);
  assert.equal(state?.reason, 'ended');
  const second = await end(sessionId);
  assert.equal(second.status, 200);
  assert.deepEqual(second.body, { status: 'ended' });
  assert.deepEqual(await stateOf(sessionId), state);
});

test('a session whose time ran out answers the same', async () => {
  const { session_id: sessionId } = await openSession(bank, tenant);
  await bank.db.query(SQL`update sessions set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where id = ${sessionId}`);
  assert.equal((await end(sessionId)).status, 200);
});

test('an ended session keeps no token', async () => {
  const { session_id: sessionId } = await openSession(bank, tenant);
  await end(sessionId);
  assert.deepEqual(await bank.db.query(SQL`select 1 from session_tokens where session_id = ${sessionId}`), []);
});

test("the bank's backend ends any session of the bank", async () => {
  const { session_id: sessionId } = await openSession(bank, tenant);
  assert.equal((await end(sessionId, { subject: 'backend', role: 'service' })).status, 200);
  assert.equal((await stateOf(sessionId))?.reason, 'ended');
});

test('nobody else ends it', async () => {
  const { session_id: sessionId } = await openSession(bank, tenant);
  const stranger = await bank.addTenant();
  const otherCustomer = await end(sessionId, { subject: 'user-other' });
  assert.equal(otherCustomer.status, 403);
  assert.equal(otherCustomer.body.error, 'forbidden');
  assert.equal((await end(sessionId, { role: 'agent' })).status, 403);
  const otherTenant = await end(sessionId, { role: 'service' }, stranger);
  assert.equal(otherTenant.status, 404);
  assert.equal(otherTenant.body.error, 'session_not_found');
  const anonymous = await clientOf(bank).endSession({ path: { session_id: sessionId } });
  assert.equal(anonymous.status, 401);
  const late = await end(sessionId, { lifetimeSeconds: -60 });
  assert.equal(late.status, 401);
  assert.equal(late.body.error, 'token_expired');
  assert.equal((await stateOf(sessionId))?.reason, null);
});

test('a session that never was is not found', async () => {
  assert.equal((await end('00000000-0000-4000-8000-000000000000')).status, 404);
  assert.equal((await end('sess-abc123')).status, 404);
});

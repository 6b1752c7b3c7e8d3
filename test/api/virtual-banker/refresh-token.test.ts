import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { customer, startBank, type Bank, type Claims, type Tenant } from './bank.ts';
import { clientOf } from './client-of.ts';
import { openSession } from './open-session.ts';
import { HandshakeRefused, openRaw } from './raw-socket.ts';

let bank: Bank;
let tenant: Tenant;

before(async () => {
  bank = await startBank();
  tenant = await bank.addTenant();
});

after(() => bank.close());

async function refresh(sessionId: string, bearer?: Claims, by: Tenant = tenant) {
  return clientOf(bank, await by.token(bearer)).refreshToken({ path: { session_id: sessionId } });
}

/** The status that a token gets at the realtime address. */
async function statusOf(sessionId: string, token: string): Promise<number> {
  try {
    const raw = await openRaw(`${bank.url}/v1/realtime/${sessionId}`, { token });
    raw.socket.close();
    await raw.closed;
    return 101;
  } catch (error) {
    if (error instanceof HandshakeRefused) return error.status;
    throw error;
  }
}

test('the next token opens the channel, and the one before it does for another thirty seconds', async () => {
  const session = await openSession(bank, tenant);
  const answer = await refresh(session.session_id);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.notEqual(answer.body.ephemeral_token, session.ephemeral_token);
  assert.ok(Date.parse(answer.body.expires_at) > Date.now() + 290_000);
  assert.equal(await statusOf(session.session_id, answer.body.ephemeral_token), 101);
  assert.equal(await statusOf(session.session_id, session.ephemeral_token), 101);
  const left = await bank.db.query<{ seconds: number }>(SQL`
    select extract(epoch from expires_at - now())::float as seconds from session_tokens where session_id = ${session.session_id} order by expires_at
  `);
  assert.ok(left.length === 2 && (left[0]?.seconds ?? 99) <= 30);
});

test('after the overlap, and after a second refresh, an older token is worthless', async () => {
  const session = await openSession(bank, tenant);
  const second = await refresh(session.session_id);
  await bank.db.query(SQL`update session_tokens set created_at = created_at - interval '2 minutes', expires_at = now() - interval '1 second' where session_id = ${session.session_id} and expires_at < now() + interval '1 minute'`);
  assert.equal(await statusOf(session.session_id, session.ephemeral_token), 401);
  const third = await refresh(session.session_id);
  await refresh(session.session_id);
  assert.ok(second.status === 200 && third.status === 200);
  assert.equal(await statusOf(session.session_id, second.body.ephemeral_token), 401);
  assert.equal(await statusOf(session.session_id, third.body.ephemeral_token), 101);
});

test("the bank's backend refreshes for its customers", async () => {
  const session = await openSession(bank, tenant);
  assert.equal((await refresh(session.session_id, { subject: 'backend', role: 'service' })).status, 200);
});

test('a token that has expired is no obstacle while the session lives', async () => {
  const session = await openSession(bank, tenant);
  await bank.db.query(SQL`delete from session_tokens where session_id = ${session.session_id}`);
  assert.equal((await refresh(session.session_id)).status, 200);
});

test("another customer's session is forbidden, and so is every session to an agent", async () => {
  const session = await openSession(bank, tenant);
  for (const bearer of [{ subject: 'user-other' }, { role: 'agent' }, { subject: customer, role: 'agent' }]) {
    const answer = await refresh(session.session_id, bearer);
    assert.equal(answer.status, 403);
    assert.equal(answer.body.error, 'forbidden');
  }
});

test("another tenant's session does not exist, even under the same user id", async () => {
  const session = await openSession(bank, tenant);
  const stranger = await bank.addTenant();
  for (const bearer of [{}, { role: 'service' }]) {
    const answer = await refresh(session.session_id, bearer, stranger);
    assert.equal(answer.status, 404);
    assert.equal(answer.body.error, 'session_not_found');
  }
});

test('ids that never were a session are not found', async () => {
  for (const id of ['00000000-0000-4000-8000-000000000000', 'sess-abc123']) assert.equal((await refresh(id)).status, 404);
});

test('an ended session has nothing to refresh, nor has one whose time ran out', async () => {
  const ended = await openSession(bank, tenant);
  await clientOf(bank, await tenant.token()).endSession({ path: { session_id: ended.session_id } });
  const afterEnd = await refresh(ended.session_id);
  assert.equal(afterEnd.status, 409);
  assert.equal(afterEnd.body.error, 'session_ended');
  const expired = await openSession(bank, tenant);
  await bank.db.query(SQL`update sessions set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where id = ${expired.session_id}`);
  const afterExpiry = await refresh(expired.session_id);
  assert.equal(afterExpiry.status, 409);
  assert.equal(afterExpiry.body.error, 'session_expired');
});

test('a token never outlives its session', async () => {
  const session = await openSession(bank, tenant);
  await bank.db.query(SQL`update sessions set expires_at = now() + interval '1 minute' where id = ${session.session_id}`);
  const answer = await refresh(session.session_id);
  assert.equal(answer.status, 200);
  assert.ok(Date.parse(answer.body.expires_at) < Date.now() + 61_000);
});

test('without a good bearer token nothing is refreshed', async () => {
  const session = await openSession(bank, tenant);
  const anonymous = await clientOf(bank).refreshToken({ path: { session_id: session.session_id } });
  assert.equal(anonymous.status, 401);
  assert.equal(anonymous.body.error, 'unauthorized');
  const late = await refresh(session.session_id, { lifetimeSeconds: -60 });
  assert.equal(late.status, 401);
  assert.equal(late.body.error, 'token_expired');
});

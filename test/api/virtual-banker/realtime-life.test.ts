import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { startBank, type Bank, type Tenant } from './bank.ts';
import { clientOf } from './client-of.ts';
import { openLine } from './line.ts';
import { openSession } from './open-session.ts';
import { seatAgent, seatCustomer, takeSeat } from './seat.ts';

let bank: Bank;
let tenant: Tenant;

before(async () => {
  bank = await startBank({ services: { realtime: { heartbeatSeconds: 1, graceSeconds: 0 } } });
  tenant = await bank.addTenant();
});

after(() => bank.close());

async function shortenToken(sessionId: string): Promise<void> {
  await bank.db.query(SQL`update session_tokens set expires_at = now() + interval '1 second' where session_id = ${sessionId}`);
}

test('ending the session says goodbye to both sides and closes them with 1000', async () => {
  const { seat: customer } = await seatCustomer(bank, tenant);
  const agent = await seatAgent(bank, tenant, customer.sessionId);
  await clientOf(bank, await tenant.token()).endSession({ path: { session_id: customer.sessionId } });
  for (const seat of [customer, agent]) {
    assert.equal((await seat.next('bye')).payload.reason, 'ended');
    assert.deepEqual(await seat.closed, { code: 1000, reason: 'ended' });
  }
});

test('a session that was ended behind the back of its connections is over at the next message', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  await bank.db.query(SQL`update sessions set ended_at = now(), end_reason = 'ended' where id = ${seat.sessionId}`);
  const error = await seat.ask('text', { text: 'Hello?' }, 'error');
  assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'session_ended', fatal: true });
  assert.equal((await seat.closed).code, 4404);
});

test('a session whose time ran out behind the back of its connections is over at the next message', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  await bank.db.query(SQL`update sessions set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where id = ${seat.sessionId}`);
  const error = await seat.ask('offer', { sdp: 'v=0' }, 'error');
  assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'session_expired', fatal: true });
  assert.equal((await seat.closed).code, 4408);
});

test('a session that was ended behind the back of its connections is over at the next heartbeat', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  await bank.db.query(SQL`update sessions set ended_at = now(), end_reason = 'ended' where id = ${seat.sessionId}`);
  assert.equal((await seat.next('bye')).payload.reason, 'ended');
  assert.equal((await seat.closed).code, 1000);
});

test('the longest duration of a session ends both connections with 4408', async () => {
  const session = await openSession(bank, tenant);
  await bank.db.query(SQL`update sessions set expires_at = now() + interval '1 second' where id = ${session.session_id}`);
  const customer = await takeSeat(bank, session.session_id, { token: session.ephemeral_token });
  const agent = await seatAgent(bank, tenant, session.session_id);
  for (const seat of [customer, agent]) {
    assert.equal((await seat.next('bye')).payload.reason, 'timeout');
    assert.equal((await seat.closed).code, 4408);
  }
});

test("a customer's connection is closed with 4401 when its token is over", async () => {
  const session = await openSession(bank, tenant);
  await shortenToken(session.session_id);
  const seat = await takeSeat(bank, session.session_id, { token: session.ephemeral_token });
  assert.equal((await seat.next('bye')).payload.reason, 'timeout');
  assert.deepEqual(await seat.closed, { code: 4401, reason: 'token_expired' });
});

test('the next token prolongs the connection beyond the old one', async () => {
  const session = await openSession(bank, tenant);
  await shortenToken(session.session_id);
  const seat = await takeSeat(bank, session.session_id, { token: session.ephemeral_token });
  await seat.next('ready');
  const next = await clientOf(bank, await tenant.token()).refreshToken({ path: { session_id: session.session_id } });
  assert.equal(next.status, 200);
  const state = await seat.ask('token_refresh', { ephemeral_token: next.body.ephemeral_token }, 'state');
  assert.equal(state.payload.state, 'idle');
  for (let beats = 0; beats < 2; beats += 1) await seat.next('ping');
  await seat.ask('ping', {}, 'pong');
  await seat.connection.close();
});

test('a wrong token prolongs nothing, and the connection lives as long as it would have', async () => {
  const session = await openSession(bank, tenant);
  await shortenToken(session.session_id);
  const seat = await takeSeat(bank, session.session_id, { token: session.ephemeral_token });
  const another = await openSession(bank, tenant, 'user-2');
  for (const token of ['nonsense', another.ephemeral_token]) {
    const error = await seat.ask('token_refresh', { ephemeral_token: token }, 'error');
    assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'unauthorized', fatal: false });
  }
  assert.equal((await seat.closed).code, 4401);
});

test("an agent's connection is closed with 4401 when its JWT is over", async () => {
  const session = await openSession(bank, tenant);
  const agent = await seatAgent(bank, tenant, session.session_id, { lifetimeSeconds: 1 });
  assert.equal((await agent.next('bye')).payload.reason, 'timeout');
  assert.equal((await agent.closed).code, 4401);
});

test('a second connection of one side replaces the first, which is told so', async () => {
  const { seat: first, session } = await seatCustomer(bank, tenant);
  const second = await takeSeat(bank, session.session_id, { token: session.ephemeral_token });
  await second.next('ready');
  assert.equal((await first.next('error')).payload.error, 'session_replaced');
  assert.deepEqual(await first.closed, { code: 4409, reason: 'replaced' });
  await second.ask('ping', {}, 'pong');
  await second.connection.close();
});

test('a place that another connection has taken without a word is noticed at the next heartbeat', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  await bank.db.query(SQL`update session_connections set connection_id = 'elsewhere' where session_id = ${seat.sessionId}`);
  assert.equal((await seat.closed).code, 4409);
});

test('a client whose line was cut comes back by itself and takes its place again', async () => {
  const session = await openSession(bank, tenant);
  const line = await openLine(bank.url);
  const connection = await clientOf(line).realtime.connect({
    path: { session_id: session.session_id },
    credentials: { ephemeralToken: session.ephemeral_token },
    reconnect: { firstDelayMs: 1 },
  });
  await connection.once('ready');
  const agent = await seatAgent(bank, tenant, session.session_id);
  line.cut();
  await connection.once('ready');
  agent.send('offer', { sdp: 'v=0' });
  await connection.once('offer');
  await Promise.all([connection.close(), agent.connection.close()]);
  await line.close();
});

test('a connection that is closed gives its place up', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  await seat.connection.close();
  let left: unknown[] = [{}];
  for (const end = Date.now() + 5000; left.length > 0 && Date.now() < end; ) {
    left = await bank.db.query(SQL`select 1 from session_connections where session_id = ${seat.sessionId}`);
  }
  assert.deepEqual(left, []);
});

test('connections that come and go by the hundred are lost by nobody but their owners', async () => {
  const sessions = await Promise.all(Array.from({ length: 12 }, (_, index) => openSession(bank, tenant, `user-${index}`)));
  const visit = async ({ session_id: sessionId, ephemeral_token: token }: (typeof sessions)[number]) => {
    const seat = await takeSeat(bank, sessionId, { token });
    await seat.next('ready');
    await seat.ask('ping', {}, 'pong');
    assert.equal((await seat.connection.close()).code, 1000);
  };
  for (let round = 0; round < 15; round += 1) await Promise.all(sessions.map(visit));
});

test('a service that stops closes its connections with 1001', async () => {
  const stopping = await startBank();
  const { seat } = await seatCustomer(stopping, await stopping.addTenant());
  await stopping.close();
  assert.equal((await seat.closed).code, 1001);
});

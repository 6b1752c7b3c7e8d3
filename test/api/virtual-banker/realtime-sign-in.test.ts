import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { startBank, type Bank, type Tenant } from './bank.ts';
import { clientOf } from './client-of.ts';
import { openSession } from './open-session.ts';
import { HandshakeRefused, openRaw } from './raw-socket.ts';
import { seatAgent, seatCustomer, takeSeat } from './seat.ts';

let bank: Bank;
let tenant: Tenant;

before(async () => {
  bank = await startBank({ services: { realtime: { iceUrls: ['stun:stun.example.com:3478', 'turn:turn.example.com:3478'], turnSecret: 'between us' } } });
  tenant = await bank.addTenant({ requireConsent: true });
});

after(() => bank.close());

async function refusalOf(sessionId: string, token: string): Promise<HandshakeRefused> {
  try {
    await openRaw(`${bank.url}/v1/realtime/${sessionId}`, { token });
  } catch (error) {
    if (error instanceof HandshakeRefused) return error;
    throw error;
  }
  return assert.fail('the handshake was not refused');
}

test('a token in the header is answered by ready, with short-lived credentials for the media servers', async () => {
  const session = await openSession(bank, tenant);
  const seat = await takeSeat(bank, session.session_id, { token: session.ephemeral_token });
  const ready = await seat.next('ready');
  assert.equal(ready.reply_to, undefined);
  assert.equal(ready.payload.consent_required, true);
  assert.equal(ready.payload.heartbeat_seconds, 20);
  const [stun, turn] = ready.payload.ice_servers;
  assert.deepEqual(stun, { urls: ['stun:stun.example.com:3478'] });
  assert.match(turn?.username ?? '', new RegExp(`^\\d+:${session.session_id}$`));
  assert.ok(turn?.credential);
  assert.equal(seat.connection.protocol, 'vb.realtime.v1');
  await seat.connection.close();
});

test('a token in the first message is answered by ready, too', async () => {
  const session = await openSession(bank, tenant);
  const seat = await takeSeat(bank, session.session_id);
  const ready = await seat.ask('auth', { ephemeral_token: session.ephemeral_token }, 'ready');
  assert.equal(ready.session_id, session.session_id);
  await seat.connection.close();
});

test('an agent signs in with a JWT of the tenant, by header or by message', async () => {
  const { session_id: sessionId } = await openSession(bank, tenant);
  const byHeader = await seatAgent(bank, tenant, sessionId);
  await byHeader.connection.close();
  const byMessage = await takeSeat(bank, sessionId);
  await byMessage.ask('auth', { access_token: await tenant.token({ subject: 'agent-2', role: 'agent' }) }, 'ready');
  await byMessage.connection.close();
});

test('a client that offers no sub-protocol is let in, one that offers only others is not', async () => {
  const session = await openSession(bank, tenant);
  const url = `${bank.url}/v1/realtime/${session.session_id}`;
  const plain = await openRaw(url, { token: session.ephemeral_token });
  await plain.next('ready');
  plain.socket.close();
  await assert.rejects(openRaw(url, { token: session.ephemeral_token, protocols: ['chat.v2'] }), (error) => error instanceof HandshakeRefused && error.status === 400);
});

test('a header that is wrong is refused over HTTP', async () => {
  const session = await openSession(bank, tenant);
  const another = await openSession(bank, tenant, 'user-2');
  const refused: [token: string, status: number, error: string][] = [
    ['nonsense', 401, 'unauthorized'],
    [another.ephemeral_token, 401, 'unauthorized'],
    [await tenant.token(), 403, 'forbidden'],
    [await tenant.token({ role: 'service' }), 403, 'forbidden'],
    [await tenant.token({ role: 'agent', lifetimeSeconds: -60 }), 401, 'token_expired'],
    [await (await bank.addTenant()).token({ role: 'agent' }), 404, 'session_not_found'],
  ];
  for (const [token, status, error] of refused) {
    const refusal = await refusalOf(session.session_id, token);
    assert.deepEqual({ status: refusal.status, error: refusal.body.error }, { status, error });
    if (status === 401) assert.match(String(refusal.headers['www-authenticate']), /^Bearer /);
  }
});

test('a token in the address is not taken', async () => {
  const session = await openSession(bank, tenant);
  const raw = await openRaw(`${bank.url}/v1/realtime/${session.session_id}?token=${session.ephemeral_token}`);
  raw.send(JSON.stringify({ v: 1, id: '1', type: 'ping', session_id: session.session_id, ts: new Date().toISOString(), payload: {} }));
  assert.equal((await raw.closed).code, 4401);
});

test('a token whose time is over is refused', async () => {
  const session = await openSession(bank, tenant);
  await bank.db.query(SQL`update session_tokens set created_at = now() - interval '6 minutes', expires_at = now() - interval '1 minute' where session_id = ${session.session_id}`);
  const refusal = await refusalOf(session.session_id, session.ephemeral_token);
  assert.deepEqual({ status: refusal.status, error: refusal.body.error }, { status: 401, error: 'token_expired' });
});

test('a session that never was is 404, one that is over is 409', async () => {
  const agent = await tenant.token({ role: 'agent' });
  for (const id of ['sess-abc123', 'no%20session', '00000000-0000-4000-8000-000000000000']) assert.equal((await refusalOf(id, agent)).status, 404);
  const ended = await openSession(bank, tenant);
  await clientOf(bank, await tenant.token()).endSession({ path: { session_id: ended.session_id } });
  for (const token of [agent, ended.ephemeral_token]) {
    const refusal = await refusalOf(ended.session_id, token);
    assert.deepEqual({ status: refusal.status, error: refusal.body.error }, { status: 409, error: 'session_ended' });
  }
  const expired = await openSession(bank, tenant);
  await bank.db.query(SQL`update sessions set created_at = now() - interval '2 hours', expires_at = now() - interval '1 hour' where id = ${expired.session_id}`);
  assert.equal((await refusalOf(expired.session_id, agent)).body.error, 'session_expired');
});

test('a wrong token in the first message closes with 4401', async () => {
  const session = await openSession(bank, tenant);
  const another = await openSession(bank, tenant, 'user-2');
  for (const token of ['nonsense', another.ephemeral_token]) {
    const seat = await takeSeat(bank, session.session_id);
    const error = await seat.ask('auth', { ephemeral_token: token }, 'error');
    assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'unauthorized', fatal: true });
    assert.equal((await seat.closed).code, 4401);
  }
});

test('credentials of the wrong role in the first message close with 4403', async () => {
  const session = await openSession(bank, tenant);
  const seat = await takeSeat(bank, session.session_id);
  const error = await seat.ask('auth', { access_token: await tenant.token() }, 'error');
  assert.equal(error.payload.error, 'forbidden');
  assert.equal((await seat.closed).code, 4403);
});

test('signing in by message to a session that is over, or never was, closes with 4404', async () => {
  const ended = await openSession(bank, tenant);
  await clientOf(bank, await tenant.token()).endSession({ path: { session_id: ended.session_id } });
  const stranger = await bank.addTenant();
  const foreign = await openSession(bank, stranger);
  const attempts: [sessionId: string, payload: { ephemeral_token: string } | { access_token: string }][] = [
    [ended.session_id, { ephemeral_token: ended.ephemeral_token }],
    ['00000000-0000-4000-8000-000000000000', { ephemeral_token: ended.ephemeral_token }],
    [foreign.session_id, { access_token: await tenant.token({ role: 'agent' }) }],
  ];
  for (const [sessionId, payload] of attempts) {
    const seat = await takeSeat(bank, sessionId);
    const error = await seat.ask('auth', payload, 'error');
    assert.equal(error.payload.fatal, true);
    assert.equal((await seat.closed).code, 4404);
  }
});

test('any other message before signing in closes with 4401', async () => {
  const session = await openSession(bank, tenant);
  const others = [
    { type: 'ping', payload: {} },
    { type: 'text', payload: { text: 'Hello' } },
    { type: 'text', payload: { text: 7 } },
    { type: 'no_such_message', payload: {} },
  ];
  for (const { type, payload } of others) {
    const raw = await openRaw(`${bank.url}/v1/realtime/${session.session_id}`);
    raw.send(JSON.stringify({ v: 1, id: 'm-1', type, session_id: session.session_id, ts: new Date().toISOString(), payload }));
    const error = await raw.next('error');
    assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'unauthorized', fatal: true });
    assert.equal((await raw.closed).code, 4401);
  }
});

test('an auth message that breaks the contract may be mended', async () => {
  const session = await openSession(bank, tenant);
  const seat = await takeSeat(bank, session.session_id);
  const error = await seat.ask('auth', { ephemeral_token: '' }, 'error');
  assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'invalid_request', fatal: false });
  await seat.ask('auth', { ephemeral_token: session.ephemeral_token }, 'ready');
  await seat.connection.close();
});

test('signing in twice is refused, and the connection stays', async () => {
  const { seat, session } = await seatCustomer(bank, tenant);
  const error = await seat.ask('auth', { ephemeral_token: session.ephemeral_token }, 'error');
  assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'invalid_request', fatal: false });
  await seat.ask('ping', {}, 'pong');
  await seat.connection.close();
});

test('who does not sign in in time is closed with 4401', async () => {
  const hasty = await startBank({ services: { realtime: { authenticateSeconds: 0.05 } } });
  try {
    const session = await openSession(hasty, await hasty.addTenant());
    const seat = await takeSeat(hasty, session.session_id);
    const error = await seat.next('error');
    assert.equal(error.payload.error, 'unauthorized');
    assert.equal((await seat.closed).code, 4401);
  } finally {
    await hasty.close();
  }
});

test('who signed in in time is not closed by the clock for signing in', async () => {
  const hasty = await startBank({ services: { realtime: { authenticateSeconds: 0.3, heartbeatSeconds: 1 } } });
  try {
    const session = await openSession(hasty, await hasty.addTenant());
    const seat = await takeSeat(hasty, session.session_id);
    await seat.ask('auth', { ephemeral_token: session.ephemeral_token }, 'ready');
    await seat.next('ping');
    await seat.ask('ping', {}, 'pong');
    await seat.connection.close();
  } finally {
    await hasty.close();
  }
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank, type Tenant } from './bank.ts';
import { openSession } from './open-session.ts';
import { openRaw, type RawSocket } from './raw-socket.ts';
import { seatAgent, seatCustomer } from './seat.ts';

let bank: Bank;
let tenant: Tenant;

before(async () => {
  bank = await startBank();
  tenant = await bank.addTenant();
});

after(() => bank.close());

interface Room {
  readonly raw: RawSocket;
  /** Sends an envelope with these changes. */
  readonly write: (changes: Readonly<Record<string, unknown>>) => void;
}

async function enter(): Promise<Room> {
  const session = await openSession(bank, tenant);
  const raw = await openRaw(`${bank.url}/v1/realtime/${session.session_id}`, { token: session.ephemeral_token });
  await raw.next('ready');
  const envelope = { v: 1, id: 'm-1', type: 'ping', session_id: session.session_id, ts: '2024-01-20T15:25:00Z', payload: {} };
  return { raw, write: (changes) => raw.send(JSON.stringify({ ...envelope, ...changes })) };
}

async function assertAlive({ raw, write }: Room): Promise<void> {
  write({ id: 'still-there' });
  assert.equal((await raw.next('pong')).reply_to, 'still-there');
  raw.socket.close();
  await raw.closed;
}

test('text that is no JSON object with a type is fatal', async () => {
  for (const text of ['{', 'hello', '', '[]', '42', 'null', '{}', '{"type":7}', '{"v":1}']) {
    const { raw } = await enter();
    raw.send(text);
    const error = await raw.next('error');
    assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'invalid_request', fatal: true }, text);
    assert.equal((await raw.closed).code, 4400);
  }
});

test('an envelope of another version is fatal', async () => {
  for (const v of [2, '1', undefined]) {
    const { raw, write } = await enter();
    write({ v });
    assert.equal((await raw.next('error')).payload.fatal, true);
    assert.equal((await raw.closed).code, 4400);
  }
});

test('an unknown type is refused, and the connection stays', async () => {
  const room = await enter();
  for (const type of ['dance', 'constructor', 'ready', 'transcript']) {
    room.write({ type });
    const { payload } = await room.raw.next('error');
    assert.deepEqual({ error: payload.error, fatal: payload.fatal }, { error: 'invalid_request', fatal: false }, type);
  }
  await assertAlive(room);
});

test('a message that breaks its schema is refused by its id, saying where, and the connection stays', async () => {
  const room = await enter();
  const broken: [changes: Readonly<Record<string, unknown>>, place: string][] = [
    [{ type: 'text', payload: {} }, '/payload/text'],
    [{ type: 'text', payload: { text: '' } }, '/payload/text'],
    [{ type: 'text', payload: { text: 'x'.repeat(4001) } }, '/payload/text'],
    [{ type: 'text', payload: { text: 'x', shout: true } }, '/payload/shout'],
    [{ type: 'consent', payload: { granted: 'yes', version: '1' } }, '/payload/granted'],
    [{ type: 'offer', payload: { sdp: '' } }, '/payload/sdp'],
    [{ type: 'answer', payload: {} }, '/payload/sdp'],
    [{ type: 'candidate', payload: { candidate: 'x', sdpMid: null } }, '/payload/sdpMLineIndex'],
    [{ type: 'restart_ice', payload: { now: true } }, '/payload/now'],
    [{ type: 'interrupt', payload: { turn_id: '' } }, '/payload/turn_id'],
    [{ type: 'confirm', payload: { approved: true } }, '/payload/action_id'],
    [{ type: 'action_completed', payload: { action_id: 'a', ok: 1 } }, '/payload/ok'],
    [{ type: 'token_refresh', payload: {} }, '/payload/ephemeral_token'],
    [{ type: 'pong', reply_to: undefined }, '/reply_to'],
    [{ type: 'bye', payload: { reason: 'bored' } }, '/payload/reason'],
    [{ ts: 'yesterday' }, '/ts'],
    [{ extra: 1 }, '/extra'],
  ];
  for (const [changes, place] of broken) {
    room.write({ id: 'broken', ...changes });
    const error = await room.raw.next('error');
    assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal, to: error.reply_to }, { error: 'invalid_request', fatal: false, to: 'broken' });
    assert.ok(String(error.payload.message).includes(place), `${String(error.payload.message)} names ${place}`);
  }
  await assertAlive(room);
});

test('an id that cannot be repeated is not', async () => {
  const room = await enter();
  room.write({ id: 'x'.repeat(65) });
  assert.equal((await room.raw.next('error')).reply_to, undefined);
  await assertAlive(room);
});

test('a message for another session is refused', async () => {
  const room = await enter();
  room.write({ id: 'elsewhere', session_id: 'sess-abc123' });
  const error = await room.raw.next('error');
  assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal, to: error.reply_to }, { error: 'invalid_request', fatal: false, to: 'elsewhere' });
  await assertAlive(room);
});

test('a binary frame is closed with 1003', async () => {
  const { raw } = await enter();
  raw.send(Buffer.from('{}'));
  assert.equal((await raw.closed).code, 1003);
});

test('a message over 64 KiB is closed with 1009', async () => {
  const { raw, write } = await enter();
  write({ type: 'offer', payload: { sdp: 'x'.repeat(66_000) } });
  assert.equal((await raw.closed).code, 1009);
});

test('text that is not UTF-8 closes the connection', async () => {
  const { raw } = await enter();
  raw.socket.send(Buffer.from([0x7b, 0xc3, 0x28, 0x7d]), { binary: false });
  assert.ok([1006, 1007].includes((await raw.closed).code));
});

test('more than a hundred messages in ten seconds are closed with 4429', async () => {
  const { raw, write } = await enter();
  for (let index = 0; index < 120; index += 1) write({ id: `m-${index}` });
  const error = await raw.next('error');
  assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'rate_limited', fatal: true });
  assert.equal((await raw.closed).code, 4429);
});

test('ping is answered by pong, pong by nothing', async () => {
  const room = await enter();
  room.write({ type: 'pong', reply_to: 'p-1' });
  await assertAlive(room);
});

test('bye closes with 1000, and the session lives on', async () => {
  const { seat, session } = await seatCustomer(bank, tenant);
  seat.send('bye', { reason: 'ended' });
  assert.equal((await seat.closed).code, 1000);
  const again = await openRaw(`${bank.url}/v1/realtime/${session.session_id}`, { token: session.ephemeral_token });
  await again.next('ready');
  again.socket.close();
});

test("an agent's connection may not send what only the customer may", async () => {
  const session = await openSession(bank, tenant);
  const agent = await seatAgent(bank, tenant, session.session_id);
  const refusals = [
    await agent.ask('text', { text: 'Hello' }, 'error'),
    await agent.ask('consent', { granted: true, version: '1' }, 'error'),
    await agent.ask('interrupt', {}, 'error'),
    await agent.ask('confirm', { action_id: 'a', approved: true }, 'error'),
    await agent.ask('action_completed', { action_id: 'a', ok: true }, 'error'),
    await agent.ask('token_refresh', { ephemeral_token: session.ephemeral_token }, 'error'),
  ];
  for (const { payload } of refusals) assert.deepEqual({ error: payload.error, fatal: payload.fatal }, { error: 'wrong_side', fatal: false });
  await agent.connection.close();
});

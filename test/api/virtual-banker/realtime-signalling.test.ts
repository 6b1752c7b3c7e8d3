import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { createProcessFanOut } from 'specwright/runtime';
import { startBank, type Bank, type Tenant } from './bank.ts';
import { openSession } from './open-session.ts';
import { seatAgent, seatCustomer, takeSeat } from './seat.ts';

let bank: Bank;
let otherNode: Bank;
let tenant: Tenant;

before(async () => {
  const fanOut = createProcessFanOut();
  bank = await startBank({ settings: { fanOut } });
  otherNode = await startBank({ settings: { fanOut }, databaseUrl: bank.databaseUrl });
  tenant = await bank.addTenant();
});

after(async () => {
  await otherNode.close();
  await bank.close();
});

const sdp = 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';
const candidate = { candidate: 'candidate:1 1 UDP 2122252543 192.0.2.7 54400 typ host', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'a1b2' };

test('offer, answer, candidates and ICE restarts reach the other side unchanged', async () => {
  const { seat: customer } = await seatCustomer(bank, tenant);
  const agent = await seatAgent(bank, tenant, customer.sessionId);
  const offerId = customer.send('offer', { sdp });
  const offer = await agent.next('offer');
  assert.deepEqual({ id: offer.id, type: offer.type, payload: offer.payload }, { id: offerId, type: 'offer', payload: { sdp } });
  agent.connection.send('answer', { v: 1, id: 'a-1', session_id: agent.sessionId, ts: '2024-01-20T15:25:06Z', payload: { sdp }, reply_to: offer.id });
  const answer = await customer.next('answer');
  assert.equal(answer.reply_to, offerId);
  customer.send('candidate', candidate);
  assert.deepEqual((await agent.next('candidate')).payload, candidate);
  agent.send('candidate', { candidate: null, sdpMid: null, sdpMLineIndex: null });
  assert.equal((await customer.next('candidate')).payload.candidate, null);
  customer.send('restart_ice', {});
  await agent.next('restart_ice');
  agent.send('offer', { sdp });
  await customer.next('offer');
  await Promise.all([customer.connection.close(), agent.connection.close()]);
});

test('many candidates arrive in the order in which they were sent', async () => {
  const { seat: customer } = await seatCustomer(bank, tenant);
  const agent = await seatAgent(bank, tenant, customer.sessionId);
  for (let index = 0; index < 40; index += 1) customer.send('candidate', { ...candidate, sdpMLineIndex: index });
  const places = [];
  for (let index = 0; index < 40; index += 1) places.push((await agent.next('candidate')).payload.sdpMLineIndex);
  assert.deepEqual(places, Array.from({ length: 40 }, (_, index) => index));
  await Promise.all([customer.connection.close(), agent.connection.close()]);
});

test('without the other side an offer, answer or restart is refused and a candidate is dropped', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  for (const error of [await seat.ask('offer', { sdp }, 'error'), await seat.ask('answer', { sdp }, 'error'), await seat.ask('restart_ice', {}, 'error')]) {
    assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'peer_unavailable', fatal: false });
  }
  seat.send('candidate', candidate);
  await seat.ask('ping', {}, 'pong');
  await seat.connection.close();
});

test('an agent who leaves is not there any more', async () => {
  const { seat: customer } = await seatCustomer(bank, tenant);
  const agent = await seatAgent(bank, tenant, customer.sessionId);
  customer.send('offer', { sdp });
  await agent.next('offer');
  agent.send('bye', { reason: 'ended' });
  await agent.closed;
  let refused = false;
  for (const end = Date.now() + 5000; !refused && Date.now() < end; ) {
    customer.send('offer', { sdp });
    await customer.ask('ping', {}, 'pong');
    const [row] = await bank.db.query(SQL`select 1 from session_connections where session_id = ${customer.sessionId} and side = 'agent'`);
    refused = row === undefined;
  }
  assert.equal((await customer.ask('offer', { sdp }, 'error')).payload.error, 'peer_unavailable');
  await customer.connection.close();
});

test('a place whose node died runs out', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  await bank.db.query(SQL`
    insert into session_connections (session_id, side, connection_id, expires_at)
    values (${seat.sessionId}, 'agent', 'of a node that died', now() - interval '1 second')
  `);
  assert.equal((await seat.ask('offer', { sdp }, 'error')).payload.error, 'peer_unavailable');
  await seat.connection.close();
});

test('the two sides may be on different nodes', async () => {
  const { seat: customer } = await seatCustomer(bank, tenant);
  const agent = await seatAgent(bank, tenant, customer.sessionId, { url: otherNode.url });
  const id = customer.send('offer', { sdp });
  assert.equal((await agent.next('offer')).id, id);
  agent.send('answer', { sdp });
  await customer.next('answer');
  await Promise.all([customer.connection.close(), agent.connection.close()]);
});

test('a newer connection on another node replaces the one of its side, and only that', async () => {
  const session = await openSession(bank, tenant);
  const agent = await seatAgent(bank, tenant, session.session_id);
  const first = await takeSeat(bank, session.session_id, { token: session.ephemeral_token });
  await first.next('ready');
  const second = await takeSeat(otherNode, session.session_id, { token: session.ephemeral_token });
  await second.next('ready');
  const error = await first.next('error');
  assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'session_replaced', fatal: true });
  assert.equal((await first.closed).code, 4409);
  const id = second.send('offer', { sdp });
  assert.equal((await agent.next('offer')).id, id);
  await Promise.all([second.connection.close(), agent.connection.close()]);
});

test('of many connections that come at once exactly one stays', async () => {
  const session = await openSession(bank, tenant);
  const seats = await Promise.all(
    Array.from({ length: 6 }, (_, index) => takeSeat(index % 2 ? bank : otherNode, session.session_id, { token: session.ephemeral_token })),
  );
  const open = new Set(seats);
  const codes: number[] = [];
  await new Promise<void>((resolve) => {
    for (const seat of seats) {
      void seat.closed.then(({ code }) => {
        codes.push(code);
        open.delete(seat);
        if (open.size === 1) resolve();
      });
    }
  });
  assert.deepEqual(codes, [4409, 4409, 4409, 4409, 4409]);
  const [last] = open;
  assert.ok(last);
  await last.ask('ping', {}, 'pong');
  await last.connection.close();
});

test('sessions do not hear each other, whether of one tenant or of two', async () => {
  const stranger = await bank.addTenant();
  const { seat: customer } = await seatCustomer(bank, tenant);
  const agent = await seatAgent(bank, tenant, customer.sessionId);
  const { seat: neighbour } = await seatCustomer(bank, tenant, 'user-2');
  const { seat: foreigner } = await seatCustomer(bank, stranger);
  customer.send('offer', { sdp });
  await agent.next('offer');
  await customer.ask('text', { text: 'This is between us.' }, 'state');
  await customer.next('state', ({ payload }) => payload.state === 'idle');
  for (const seat of [neighbour, foreigner]) {
    const heard: string[] = [];
    for (const type of ['offer', 'transcript', 'state'] as const) seat.connection.on(type, ({ type: name }) => heard.push(String(name)));
    await seat.ask('ping', {}, 'pong');
    assert.deepEqual(heard, []);
  }
  await Promise.all([customer, agent, neighbour, foreigner].map((seat) => seat.connection.close()));
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { startBank, type Bank, type Tenant } from './bank.ts';
import { seatAgent, seatCustomer, takeSeat } from './seat.ts';

let bank: Bank;
let strict: Tenant;
let relaxed: Tenant;

before(async () => {
  bank = await startBank();
  strict = await bank.addTenant({ requireConsent: true });
  relaxed = await bank.addTenant({ requireConsent: false });
});

after(() => bank.close());

const sdp = 'v=0\r\n';

test('before a consent that is required neither side may signal, and the connections stay', async () => {
  const { seat: customer } = await seatCustomer(bank, strict);
  const agent = await seatAgent(bank, strict, customer.sessionId);
  for (const seat of [customer, agent]) {
    const refusals = [
      await seat.ask('offer', { sdp }, 'error'),
      await seat.ask('answer', { sdp }, 'error'),
      await seat.ask('candidate', { candidate: null, sdpMid: null, sdpMLineIndex: null }, 'error'),
      await seat.ask('restart_ice', {}, 'error'),
    ];
    for (const { payload } of refusals) assert.deepEqual({ error: payload.error, fatal: payload.fatal }, { error: 'consent_required', fatal: false });
  }
  await Promise.all([customer.connection.close(), agent.connection.close()]);
});

test('typed turns need no consent', async () => {
  const { seat } = await seatCustomer(bank, strict);
  await seat.ask('text', { text: 'Hello' }, 'state');
  await seat.next('transcript', ({ payload }) => payload.role === 'assistant' && payload.final);
  await seat.connection.close();
});

test('a consent is acknowledged and recorded, opens the way for media, and is remembered', async () => {
  const { seat: customer, session } = await seatCustomer(bank, strict);
  const agent = await seatAgent(bank, strict, customer.sessionId);
  const state = await customer.ask('consent', { granted: true, version: '2024-01' }, 'state');
  assert.equal(state.payload.state, 'idle');
  customer.send('offer', { sdp });
  await agent.next('offer');
  const recorded = await bank.db.query(SQL`select granted, version from session_consents where session_id = ${session.session_id}`);
  assert.deepEqual(recorded, [{ granted: true, version: '2024-01' }]);
  await customer.connection.close();
  const again = await takeSeat(bank, session.session_id, { token: session.ephemeral_token });
  assert.equal((await again.next('ready')).payload.consent_required, false);
  await Promise.all([again.connection.close(), agent.connection.close()]);
});

test('declining, or withdrawing, a consent that is required ends the connection with 4403', async () => {
  for (const before of [[], [true]]) {
    const { seat, session } = await seatCustomer(bank, strict);
    for (const granted of before) await seat.ask('consent', { granted, version: '1' }, 'state');
    seat.send('consent', { granted: false, version: '1' });
    assert.equal((await seat.next('bye')).payload.reason, 'policy');
    assert.equal((await seat.closed).code, 4403);
    const recorded = await bank.db.query<{ granted: boolean }>(SQL`select granted from session_consents where session_id = ${session.session_id} order by sequence`);
    assert.deepEqual(recorded.map(({ granted }) => granted), [...before, false]);
  }
});

test('where none is required, ready says so and declining changes nothing', async () => {
  const { seat, session } = await seatCustomer(bank, relaxed);
  await seat.ask('consent', { granted: false, version: '1' }, 'state');
  await seat.connection.close();
  const again = await takeSeat(bank, session.session_id, { token: session.ephemeral_token });
  assert.equal((await again.next('ready')).payload.consent_required, false);
  await again.connection.close();
});

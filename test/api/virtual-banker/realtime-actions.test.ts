import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { startBank, type Bank, type Tenant } from './bank.ts';
import { seatCustomer, type Seat } from './seat.ts';

let bank: Bank;
let tenant: Tenant;

before(async () => {
  bank = await startBank();
  tenant = await bank.addTenant();
});

after(() => bank.close());

/** The built-in assistant asks for the tool that the question is about. */
async function request(seat: Seat, text: string) {
  seat.send('text', { text });
  const { payload } = await seat.next('action_requested');
  await seat.next('state', (message) => message.payload.state === 'idle');
  return payload;
}

function isFinal({ payload }: { payload: { role: string; final: boolean } }): boolean {
  return payload.role === 'assistant' && payload.final;
}

async function stateOf(actionId: string): Promise<{ state: string; result: unknown } | undefined> {
  const [row] = await bank.db.query<{ state: string; result: unknown }>(SQL`select state, result from session_actions where id = ${actionId}`);
  return row;
}

test('an action that reads is done at once, and the assistant goes on with its result', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  const action = await request(seat, 'What is my account status?');
  assert.deepEqual({ ...action, action_id: '' }, { action_id: '', action: 'get_account_status', params: {}, level: 2 });
  await seat.next('transcript', isFinal);
  const state = await seat.ask('action_completed', { action_id: action.action_id, ok: true, result: { balance: '12.50' } }, 'state');
  assert.equal(state.payload.state, 'thinking');
  assert.match((await seat.next('transcript', isFinal)).payload.text, /12\.50/);
  assert.deepEqual(await stateOf(action.action_id), { state: 'completed', result: { balance: '12.50' } });
  await seat.connection.close();
});

test('an action that moves something waits for the approval of the customer', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  const action = await request(seat, 'Please create a ticket.');
  assert.equal(action.level, 3);
  assert.deepEqual(action.params, { subject: 'Please create a ticket.' });
  const early = await seat.ask('action_completed', { action_id: action.action_id, ok: true }, 'error');
  assert.deepEqual({ error: early.payload.error, fatal: early.payload.fatal }, { error: 'confirmation_required', fatal: false });
  await seat.ask('confirm', { action_id: action.action_id, approved: true }, 'state');
  assert.equal((await stateOf(action.action_id))?.state, 'confirmed');
  await seat.ask('action_completed', { action_id: action.action_id, ok: false, result: { reason: 'desk closed' } }, 'state');
  assert.equal((await stateOf(action.action_id))?.state, 'failed');
  await seat.connection.close();
});

test('an action that is declined is over', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  const { action_id: actionId } = await request(seat, 'Please create a ticket.');
  await seat.ask('confirm', { action_id: actionId, approved: false }, 'state');
  assert.equal((await stateOf(actionId))?.state, 'declined');
  assert.equal((await seat.ask('action_completed', { action_id: actionId, ok: true }, 'error')).payload.error, 'unknown_action');
  assert.equal((await seat.ask('confirm', { action_id: actionId, approved: true }, 'error')).payload.error, 'unknown_action');
  await seat.connection.close();
});

test('an action is completed once, and what needs no approval takes none', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  const { action_id: actionId } = await request(seat, 'What is my account status?');
  assert.equal((await seat.ask('confirm', { action_id: actionId, approved: true }, 'error')).payload.error, 'unknown_action');
  await seat.ask('action_completed', { action_id: actionId, ok: true }, 'state');
  assert.equal((await seat.ask('action_completed', { action_id: actionId, ok: true }, 'error')).payload.error, 'unknown_action');
  await seat.connection.close();
});

test('an action of another session is unknown, and so is one that never was', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  const { seat: neighbour } = await seatCustomer(bank, tenant, 'user-2');
  const { action_id: actionId } = await request(seat, 'Please create a ticket.');
  for (const id of [actionId, 'act-1']) {
    assert.equal((await neighbour.ask('confirm', { action_id: id, approved: true }, 'error')).payload.error, 'unknown_action');
    assert.equal((await neighbour.ask('action_completed', { action_id: id, ok: true }, 'error')).payload.error, 'unknown_action');
  }
  assert.equal((await stateOf(actionId))?.state, 'awaiting-confirmation');
  await Promise.all([seat.connection.close(), neighbour.connection.close()]);
});

test('a tenant without tools is never asked for an action', async () => {
  const bare = await bank.addTenant({ tools: [] });
  const { seat } = await seatCustomer(bank, bare);
  let requested = 0;
  seat.connection.on('action_requested', () => (requested += 1));
  seat.send('text', { text: 'What is my account status?' });
  await seat.next('state', ({ payload }) => payload.state === 'idle');
  assert.equal(requested, 0);
  await seat.connection.close();
});

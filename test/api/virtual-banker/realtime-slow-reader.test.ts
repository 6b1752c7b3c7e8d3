import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank, type Tenant } from './bank.ts';
import { startModelServer, type ModelServer } from './model-server.ts';
import { openSession } from './open-session.ts';
import { openRaw } from './raw-socket.ts';
import { seatAgent, seatCustomer, type Seat } from './seat.ts';

let bank: Bank;
let model: ModelServer;
let tenant: Tenant;

before(async () => {
  model = await startModelServer();
  bank = await startBank({ services: { assistant: model.assistant } });
  tenant = await bank.addTenant();
});

after(async () => {
  await bank.close();
  await model.close();
});

const pieces = 1200;

/** Each piece of such an answer is told as a transcript of 16 kB: some 20 MB, far more than sockets hold. */
function answerAtLength(): void {
  model.answer((said) => {
    said.say('x'.repeat(15_000));
    for (let index = 0; index < pieces; index += 1) said.say('.');
    said.done();
  });
}

const whole = 'x'.repeat(15_000) + '.'.repeat(pieces).slice(0, 1000);

test('an agent that takes nothing is closed with 1013, and the customer does not wait for it', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  const slow = await openRaw(`${bank.url}/v1/realtime/${seat.sessionId}`, { token: await tenant.token({ role: 'agent', subject: 'agent-1' }) });
  await slow.next('ready');
  slow.socket.pause();
  answerAtLength();
  seat.send('text', { text: 'At length, please.' });
  const final = await seat.next('transcript', ({ payload }) => payload.role === 'assistant' && payload.final);
  assert.equal(final.payload.text, whole);
  slow.socket.resume();
  assert.equal((await slow.closed).code, 1013);
  await seat.connection.close();
});

/** How many transcripts somebody who reads at once has heard when no more come. */
async function stalledAfter(seat: Seat): Promise<number> {
  let heard = 0;
  seat.connection.on('transcript', () => (heard += 1));
  for (let quiet = 0, before = -1; quiet < 10; before = heard) {
    await seat.ask('ping', {}, 'pong');
    quiet = heard > 0 && heard === before ? quiet + 1 : 0;
  }
  return heard;
}

test('the assistant waits for a customer who reads slowly, and says everything', async () => {
  const session = await openSession(bank, tenant);
  const slow = await openRaw(`${bank.url}/v1/realtime/${session.session_id}`, { token: session.ephemeral_token });
  await slow.next('ready');
  const agent = await seatAgent(bank, tenant, session.session_id);
  let heard = 0;
  const final = new Promise<string>((resolve) => {
    slow.socket.on('message', (data: Buffer) => {
      const { type, payload } = JSON.parse(data.toString()) as { type: string; payload: { role?: string; text: string; final?: boolean } };
      if (type !== 'transcript' || payload.role !== 'assistant') return;
      heard += 1;
      if (payload.final) resolve(payload.text);
    });
  });
  answerAtLength();
  slow.send(JSON.stringify({ v: 1, id: 'm-1', type: 'text', session_id: session.session_id, ts: '2024-01-20T15:25:00Z', payload: { text: 'At length.' } }));
  await slow.next('state');
  slow.socket.pause();
  assert.ok((await stalledAfter(agent)) < pieces, 'the assistant did not wait');
  slow.socket.resume();
  assert.equal(await final, whole);
  assert.equal(heard, pieces + 2);
  slow.socket.close();
  await Promise.all([slow.closed, agent.connection.close()]);
});

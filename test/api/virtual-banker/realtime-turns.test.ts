import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { createBuiltInAssistant } from '../../../domain/assistant/built-in-assistant.ts';
import { startBank, type Bank, type Tenant } from './bank.ts';
import { startModelServer, type Model, type ModelServer } from './model-server.ts';
import { seatAgent, seatCustomer, takeSeat, type Seat } from './seat.ts';

let bank: Bank;
let modelBank: Bank;
let model: ModelServer;
let tenant: Tenant;

before(async () => {
  model = await startModelServer();
  bank = await startBank({ services: { assistant: createBuiltInAssistant() } });
  modelBank = await startBank({ services: { assistant: model.assistant }, databaseUrl: bank.databaseUrl });
  tenant = await bank.addTenant({ requireConsent: false });
});

after(async () => {
  await modelBank.close();
  await bank.close();
  await model.close();
});

/** What a seat hears of a turn, up to the state `idle`, ids and times left out. */
function listen(seat: Seat): Promise<string[]> {
  const heard: string[] = [];
  return new Promise((resolve) => {
    seat.connection.on('transcript', ({ payload }) => heard.push(`${payload.role}${payload.final ? '!' : ''} ${payload.text}`));
    seat.connection.on('state', ({ payload }) => {
      heard.push(payload.state);
      if (payload.state === 'idle') resolve(heard);
    });
  });
}

function historyOf(sessionId: string): Promise<{ role: string; content: string; finish: string }[]> {
  return bank.db.query(SQL`
    select m.role, m.content, m.finish from messages m join sessions s using (conversation_id) where s.id = ${sessionId} order by m.sequence
  `);
}

function isFinal({ payload }: { payload: { role: string; final: boolean } }): boolean {
  return payload.role === 'assistant' && payload.final;
}

test('a typed turn is acknowledged, repeated, and answered word by word under one id, to both sides', async () => {
  const { seat: customer } = await seatCustomer(bank, tenant);
  const agent = await seatAgent(bank, tenant, customer.sessionId);
  const heard = [listen(customer), listen(agent)];
  const turnIds = new Set<string>();
  customer.connection.on('transcript', ({ payload }) => payload.role === 'assistant' && turnIds.add(payload.turn_id));
  customer.send('text', { text: 'Hello' });
  const [byCustomer, byAgent] = await Promise.all(heard);
  const answer = 'Hello! I am your assistant. Ask me what I can do.';
  const growing = answer.split(' ').map((_, index, words) => `assistant ${words.slice(0, index + 1).join(' ')}`);
  assert.deepEqual(byCustomer, ['thinking', 'user! Hello', 'speaking', ...growing, `assistant! ${answer}`, 'idle']);
  assert.deepEqual(byAgent, byCustomer);
  assert.equal(turnIds.size, 1);
  const history = await historyOf(customer.sessionId);
  assert.deepEqual(history.map(({ role, content }) => `${role} ${content}`), ['user Hello', `assistant ${answer}`]);
  await Promise.all([customer.connection.close(), agent.connection.close()]);
});

test('the first state names the message that it answers', async () => {
  const { seat } = await seatCustomer(bank, tenant);
  const state = await seat.ask('text', { text: 'Hello' }, 'state');
  assert.equal(state.payload.state, 'thinking');
  await seat.next('transcript', isFinal);
  await seat.connection.close();
});

test('a later connection goes on with the same conversation', async () => {
  const { seat, session } = await seatCustomer(bank, tenant);
  seat.send('text', { text: 'The code word is marmalade.' });
  await seat.next('transcript', isFinal);
  await seat.connection.close();
  const again = await takeSeat(bank, session.session_id, { token: session.ephemeral_token });
  await again.next('ready');
  again.send('text', { text: 'What did I say?' });
  const answer = await again.next('transcript', isFinal);
  assert.match(answer.payload.text, /marmalade/);
  await again.connection.close();
});

/** A customer whom the test's own model is answering, and who has heard its first words. */
async function speaking(words: string): Promise<{ seat: Seat; turnId: string; said: Model }> {
  const { seat } = await seatCustomer(modelBank, tenant);
  const asked = new Promise<Model>((resolve) => model.answer(resolve));
  seat.send('text', { text: 'Tell me everything.' });
  const said = await asked;
  said.say(words);
  const partial = await seat.next('transcript', ({ payload }) => payload.role === 'assistant');
  return { seat, turnId: partial.payload.turn_id, said };
}

test('an interruption stops the assistant, and what it had said stays', async () => {
  for (const named of [true, false]) {
    const { seat, turnId } = await speaking('Once upon a time');
    const state = await seat.ask('interrupt', named ? { turn_id: turnId } : {}, 'state');
    assert.equal(state.payload.state, 'idle');
    const final = await seat.next('transcript', isFinal);
    assert.deepEqual({ text: final.payload.text, id: final.payload.turn_id }, { text: 'Once upon a time', id: turnId });
    assert.deepEqual((await historyOf(seat.sessionId)).at(-1), { role: 'assistant', content: 'Once upon a time', finish: 'cancelled' });
    await seat.connection.close();
  }
});

test('an interruption of a turn that is over changes nothing', async () => {
  const { seat, said } = await speaking('I am');
  const state = await seat.ask('interrupt', { turn_id: 'turn-of-yesterday' }, 'state');
  assert.equal(state.payload.state, 'speaking');
  said.say(' still here.');
  said.done();
  assert.equal((await seat.next('transcript', isFinal)).payload.text, 'I am still here.');
  assert.equal((await seat.ask('interrupt', {}, 'state')).payload.state, 'idle');
  await seat.connection.close();
});

test('a new turn cuts the running one short', async () => {
  const { seat, turnId } = await speaking('The first');
  model.answer((second) => {
    second.say('The second.');
    second.done();
  });
  await seat.ask('text', { text: 'Something else.' }, 'state');
  const first = await seat.next('transcript', (message) => isFinal(message) && message.payload.turn_id === turnId);
  assert.equal(first.payload.text, 'The first');
  const second = await seat.next('transcript', (message) => isFinal(message) && message.payload.turn_id !== turnId);
  assert.equal(second.payload.text, 'The second.');
  const roles = (await historyOf(seat.sessionId)).map(({ role, finish }) => `${role} ${finish}`);
  assert.deepEqual(roles, ['user stop', 'assistant cancelled', 'user stop', 'assistant stop']);
  await seat.connection.close();
});

test('a connection that closes takes its turn with it', async () => {
  const { seat } = await speaking('Half a');
  const agent = await seatAgent(modelBank, tenant, seat.sessionId);
  await seat.connection.close();
  const final = await agent.next('transcript', isFinal);
  assert.equal(final.payload.text, 'Half a');
  assert.equal((await historyOf(seat.sessionId)).at(-1)?.finish, 'cancelled');
  await agent.connection.close();
});

test('a model that breaks off, or asks for a tool that is not allowed, is an error, and the connection stays', async () => {
  const breakages: ((model: Model) => void)[] = [(each) => each.crash(), (each) => (each.call('rob_the_bank', {}), each.done())];
  for (const breakage of breakages) {
    const { seat, said } = await speaking('Well,');
    breakage(said);
    const error = await seat.next('error');
    assert.deepEqual({ error: error.payload.error, fatal: error.payload.fatal }, { error: 'assistant_unavailable', fatal: false });
    assert.equal((await seat.next('transcript', isFinal)).payload.text, 'Well,');
    await seat.next('state', ({ payload }) => payload.state === 'idle');
    await seat.ask('ping', {}, 'pong');
    await seat.connection.close();
  }
});

test('messages are heard while the assistant speaks', async () => {
  const { seat, said } = await speaking('Wait');
  await seat.ask('ping', {}, 'pong');
  assert.equal((await seat.ask('consent', { granted: true, version: '1' }, 'state')).payload.state, 'speaking');
  said.done();
  await seat.next('transcript', isFinal);
  await seat.connection.close();
});

test('an answer longer than a transcript holds is cut, between two characters', async () => {
  const { seat, said } = await speaking(`${'x'.repeat(15_999)}😀`);
  said.done();
  assert.equal((await seat.next('transcript', isFinal)).payload.text, 'x'.repeat(15_999));
  await seat.connection.close();
});

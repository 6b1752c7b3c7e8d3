import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { hearAnswer, talk } from './conversation.ts';
import { expectStatus, openBotSession, startGeneralBots, type GeneralBots, type Person } from './general-bots.ts';
import { openRaw, openRefused, type RawLine } from './raw-line.ts';

let bots: GeneralBots;
let ada: Person;

before(async () => {
  bots = await startGeneralBots();
  ada = await bots.signUp();
  await bots.addBot('helper');
  await bots.addBot('closed', { roles: ['staff'] });
});

after(() => bots.close());

const bearer = ({ token }: Pick<Person, 'token'>) => ({ authorization: `Bearer ${token}` });
const enter = (query = '?bot_name=helper'): Promise<RawLine> => openRaw(`${bots.url}/ws${query}`, bearer(ada));

/** Whether a connection still answers. */
async function assertAlive({ socket, next }: RawLine): Promise<void> {
  socket.send(JSON.stringify({ type: 'message', content: 'Hello', message_id: 'alive' }));
  assert.equal((await next('status')).reply_to, 'alive');
  socket.close();
}

test('without a valid session token the upgrade is refused with 401 and the state of the limit', async () => {
  const presented: Record<string, string>[] = [{}, { authorization: 'Bearer nonsense' }, { cookie: 'gb_session=nonsense' }];
  for (const headers of presented) {
    const { status, error, headers: answered } = await openRefused(`${bots.url}/ws`, headers);
    assert.deepEqual([status, error.code], [401, 'UNAUTHORIZED']);
    assert.match(String(answered['www-authenticate']), /^Bearer/);
    assert.ok(Number(answered['x-ratelimit-remaining']) >= 0);
    assert.equal(answered['x-content-type-options'], 'nosniff');
  }
});

test('the cookie opens it as well', async () => {
  const { socket, next } = await openRaw(`${bots.url}/ws`, { cookie: `gb_session=${ada.token}` });
  assert.equal((await next('connected')).session_id, null);
  socket.close();
});

test('a query that breaks the contract is refused with 422', async () => {
  const { status, error } = await openRefused(`${bots.url}/ws?session_id=${'x'.repeat(65)}`, bearer(ada));
  assert.deepEqual([status, error.code], [422, 'VALIDATION_FAILED']);
});

test('what cannot be opened closes with its code, and says why first', async () => {
  const bob = await bots.signUp();
  const ended = await openBotSession(ada, 'helper');
  expectStatus(await ada.client.terminateSession({ path: { id: ended } }), 200);
  const cases: [query: string, code: number, word: string][] = [
    ['bot_name=nobody', 4404, 'NOT_FOUND'],
    ['bot_name=closed', 4403, 'FORBIDDEN'],
    [`session_id=${randomUUID()}`, 4404, 'NOT_FOUND'],
    [`session_id=${ended}`, 4404, 'NOT_FOUND'],
    [`session_id=${await openBotSession(bob, 'helper')}`, 4404, 'FORBIDDEN'],
    [`user_id=${bob.id}`, 4403, 'FORBIDDEN'],
  ];
  for (const [query, code, word] of cases) {
    const line = await enter(`?${query}`);
    assert.equal((await line.next('error')).code, word, query);
    assert.equal((await line.closed).code, code, query);
  }
});

test('what is no message is refused, and the connection stays', async () => {
  const line = await enter();
  const broken: [text: string, code: string][] = [
    ['{', 'BAD_REQUEST'],
    ['[]', 'BAD_REQUEST'],
    ['{"content": "Hello"}', 'BAD_REQUEST'],
    ['{"type": "dance"}', 'BAD_REQUEST'],
    ['{"type": "constructor"}', 'BAD_REQUEST'],
    ['{"type": "message"}', 'VALIDATION_FAILED'],
    ['{"type": "message", "content": ""}', 'VALIDATION_FAILED'],
    ['{"type": "message", "content": "Hello", "message_type": 1}', 'VALIDATION_FAILED'],
  ];
  for (const [text, code] of broken) {
    line.socket.send(text);
    assert.equal((await line.next('error')).code, code, text);
  }
  await assertAlive(line);
});

test('a refusal names the message and its bot session, where they can be named', async () => {
  const line = await enter();
  const session_id = randomUUID();
  line.socket.send(JSON.stringify({ type: 'message', content: 'Hello', session_id, message_id: 'm-1' }));
  assert.deepEqual({ ...(await line.next('error')), message: '' }, { type: 'error', code: 'NOT_FOUND', message: '', session_id, reply_to: 'm-1' });
  line.socket.send(JSON.stringify({ type: 'message', content: 'Hello', session_id: 'nonsense', message_id: 'x'.repeat(65) }));
  const { code, session_id: named, reply_to } = await line.next('error');
  assert.deepEqual([code, named, reply_to], ['VALIDATION_FAILED', null, undefined]);
  await assertAlive(line);
});

test("somebody else's bot session takes no message", async () => {
  const bob = await bots.signUp();
  const line = await enter();
  line.socket.send(JSON.stringify({ type: 'message', content: 'Hello', session_id: await openBotSession(bob, 'helper') }));
  assert.equal((await line.next('error')).code, 'FORBIDDEN');
  await assertAlive(line);
});

test('a connection without a bot session of its own needs one named', async () => {
  const line = await enter('');
  line.socket.send(JSON.stringify({ type: 'message', content: 'Hello' }));
  assert.equal((await line.next('error')).code, 'NOT_FOUND');
  line.socket.close();
});

test('a text that cannot be stored is refused when its turn comes', async () => {
  const line = await enter();
  line.socket.send(JSON.stringify({ type: 'message', content: 'a\0b', message_id: 'm-1' }));
  await line.next('status');
  const { code, reply_to } = await line.next('error');
  assert.deepEqual([code, reply_to], ['VALIDATION_FAILED', 'm-1']);
  await assertAlive(line);
});

test('a message of 10 MiB is answered, one byte more closes with 1009', async () => {
  const frame = (bytes: number) => {
    const [before, after] = ['{"type":"message","content":"', '"}'];
    return `${before}${'x'.repeat(bytes - before.length - after.length)}${after}`;
  };
  const line = await talk(bots, ada, { bot_name: 'helper' });
  const { session_id } = await line.once('connected');
  const raw = await enter(`?session_id=${session_id ?? ''}`);
  raw.socket.send(frame(10_485_760));
  assert.ok((await hearAnswer(line)).text.length < 1000, 'the built-in assistant does not repeat all of it');
  raw.socket.send(frame(10_485_761));
  assert.equal((await raw.next('error')).code, 'PAYLOAD_TOO_LARGE');
  assert.equal((await raw.closed).code, 1009);
  await line.close();
});

test('a binary frame closes with 1003', async () => {
  const line = await enter();
  line.socket.send(Buffer.from('{}'));
  assert.equal((await line.closed).code, 1003);
});

test('more than sixty messages in a minute close with 4429', async () => {
  const line = await enter();
  await line.next('connected');
  for (let index = 0; index < 61; index += 1) line.socket.send('{"type": "dance"}');
  for (let code: string | undefined; code !== 'RATE_LIMITED';) ({ code } = await line.next('error'));
  assert.equal((await line.closed).code, 4429);
});

test('a session that was ended behind its back closes its connection with 4401 at the next message', async () => {
  const bob = await bots.signUp();
  const line = await openRaw(`${bots.url}/ws?bot_name=helper`, bearer(bob));
  await line.next('connected');
  await bots.db.query(SQL`update logins set ended_at = now() where id = ${bob.member.loginId}`);
  line.socket.send(JSON.stringify({ type: 'message', content: 'Hello' }));
  assert.equal((await line.next('error')).code, 'UNAUTHORIZED');
  assert.equal((await line.closed).code, 4401);
});

test('pages of other origins may not connect in production', async () => {
  const node = await bots.startNode({ settings: { corsOrigins: ['https://app.example'] } });
  try {
    const from = (origin: string) => ({ ...bearer(ada), origin });
    const { status, error } = await openRefused(`${node.url}/ws`, from('https://elsewhere.example'));
    assert.deepEqual([status, error.code], [403, 'FORBIDDEN']);
    const { socket, next } = await openRaw(`${node.url}/ws`, from('https://app.example'));
    await next('connected');
    socket.close();
  } finally {
    await node.close();
  }
});

test('a shutdown closes with 1001', async () => {
  const node = await bots.startNode();
  const line = await openRaw(`${node.url}/ws`, bearer(ada));
  await line.next('connected');
  await node.close();
  assert.equal((await line.closed).code, 1001);
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Socket } from 'socket.io-client';
import { SQL } from 'sql-template-strings';
import { startStella, type Person, type Stella } from '../stella.ts';
import { connectRaw, nextEvent } from './raw-chat.ts';
import { messageId, openRoom, refusalCode, type ChatSocket, type Room } from './room.ts';

let stella: Stella;
let ada: Person;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
});

after(() => stella.close());

async function connectedRoom(): Promise<Room & { readonly socket: ChatSocket }> {
  const room = await openRoom(ada);
  return { ...room, socket: await room.connect() };
}

/** A room with a socket that may say anything. */
async function rawRoom(): Promise<Room & { readonly raw: Socket }> {
  const room = await openRoom(ada);
  const raw = await connectRaw(stella.url, { chat_id: room.chatId, connection_string: await room.connectionString() });
  return { ...room, raw };
}

test('a message is taken, announced, answered and kept', async () => {
  const { socket, chatId, say, read } = await connectedRoom();
  const id = messageId(await say(socket, 'Hello'));
  assert.ok(id.length > 0);
  assert.deepEqual(await socket.once('feedback'), { type: 'message_received', message: 'Hello', chat_id: chatId });
  const answer = await socket.once('message');
  assert.match(answer, /^Hello! I am .+\. Ask me what I can do\.$/);
  const { busy, chat_history } = await read();
  assert.equal(busy, false);
  assert.deepEqual(chat_history, [
    { role: 'user', content: 'Hello' },
    { role: 'assistant', content: answer },
  ]);
  await socket.close();
});

test('the forms are the original\'s: strings of JSON, and plain text for the answer', async () => {
  const { raw, chatId, messageString } = await rawRoom();
  const events = Promise.all([nextEvent(raw, 'feedback'), nextEvent(raw, 'message')]);
  raw.emit('chat_message', JSON.stringify({ message: 'Hi', chat_id: chatId, message_string: await messageString() }));
  const [feedback, message] = await events;
  assert.equal(feedback.length, 1);
  assert.deepEqual(JSON.parse(String(feedback[0])), { type: 'message_received', message: 'Hi', chat_id: chatId });
  assert.equal(message.length, 1);
  assert.equal(typeof message[0], 'string');
  raw.disconnect();
});

test('the assistant remembers what was said in the chat', async () => {
  const { socket, say, read } = await connectedRoom();
  for (const message of ['The password of the day is tulip.', 'What did I say?']) {
    messageId(await say(socket, message));
    await socket.once('feedback');
    const answer = await socket.once('message');
    if (message.startsWith('What')) assert.match(answer, /tulip/);
  }
  assert.equal((await read()).chat_history.length, 4);
  await socket.close();
});

test('a message string works once', async () => {
  const { socket, chatId, messageString } = await connectedRoom();
  const message = { message: 'Once', chat_id: chatId, message_string: await messageString() };
  messageId(await socket.request('chat_message', message));
  await socket.once('message');
  assert.equal(refusalCode(await socket.request('chat_message', message)), 'invalid_message_string');
  await socket.close();
});

test('of two messages with one string at once, one is taken', async () => {
  const { connect, chatId, messageString, read } = await openRoom(ada);
  const [one, two] = [await connect(), await connect()];
  const message = { message: 'Race', chat_id: chatId, message_string: await messageString() };
  const acks = await Promise.all([one, two].map((socket) => socket.request('chat_message', message)));
  assert.equal(acks.filter(({ ok }) => ok).length, 1);
  await one.once('message');
  assert.equal((await read()).chat_history.filter(({ role }) => role === 'user').length, 1);
  await Promise.all([one.close(), two.close()]);
});

test('a message string is over after 60 seconds', async () => {
  const { socket, chatId, messageString, read } = await connectedRoom();
  const message = { message: 'Late', chat_id: chatId, message_string: await messageString() };
  await stella.db.query(SQL`
    update one_time_tokens
    set created_at = created_at - interval '61 seconds', expires_at = expires_at - interval '61 seconds'
    where resource_id = ${chatId}
  `);
  assert.equal(refusalCode(await socket.request('chat_message', message)), 'expired_message_string');
  assert.deepEqual((await read()).chat_history, []);
  await socket.close();
});

test('a string that is none, or of the other kind, is refused', async () => {
  const { socket, chatId, connectionString } = await connectedRoom();
  for (const message_string of [randomUUID(), '\u0000', await connectionString()])
    assert.equal(refusalCode(await socket.request('chat_message', { message: 'Hi', chat_id: chatId, message_string })), 'invalid_message_string');
  await socket.close();
});

test('a string of another chat is refused, and not used up', async () => {
  const [room, other] = [await connectedRoom(), await connectedRoom()];
  const message_string = await other.messageString();
  const wrong = await room.socket.request('chat_message', { message: 'Hi', chat_id: room.chatId, message_string });
  assert.equal(refusalCode(wrong), 'wrong_chat');
  messageId(await other.socket.request('chat_message', { message: 'Hi', chat_id: other.chatId, message_string }));
  await Promise.all([room.socket.close(), other.socket.close()]);
});

test('a message for another chat than the socket\'s is refused, although its string is valid there', async () => {
  const [room, other] = [await connectedRoom(), await openRoom(ada)];
  const message = { message: 'Hi', chat_id: other.chatId, message_string: await other.messageString() };
  assert.equal(refusalCode(await room.socket.request('chat_message', message)), 'wrong_chat');
  assert.deepEqual((await other.read()).chat_history, []);
  await room.socket.close();
});

test('what is no message is refused with a reason', async () => {
  const { raw, chatId, messageString, read } = await rawRoom();
  const message_string = await messageString();
  const whole = { message: 'Hi', chat_id: chatId, message_string };
  const bad: unknown[] = [
    'no JSON',
    '',
    '[]',
    'null',
    JSON.stringify({ ...whole, message: undefined }),
    JSON.stringify({ ...whole, message: '' }),
    JSON.stringify({ ...whole, message: 7 }),
    JSON.stringify({ ...whole, message: 'x'.repeat(32_001) }),
    JSON.stringify({ ...whole, chat_id: undefined }),
    JSON.stringify({ ...whole, message_string: '' }),
    JSON.stringify({ ...whole, message: 'null \u0000 character' }),
    whole,
    7,
    null,
  ];
  for (const payload of bad) {
    const ack = (await raw.timeout(5000).emitWithAck('chat_message', payload)) as Record<string, unknown>;
    assert.equal(ack['ok'], false);
    assert.equal(ack['code'], 'invalid_message', JSON.stringify(payload));
    assert.ok(String(ack['msg']).length > 0);
  }
  assert.deepEqual((await read()).chat_history, []);
  const taken = (await raw.emitWithAck('chat_message', JSON.stringify({ ...whole, unknown: 'field' }))) as { ok: boolean };
  assert.equal(taken.ok, true, 'the string was used up by a refused message');
  raw.disconnect();
});

test('who asks for no acknowledgement hears of a refusal by an event, and nobody else does', async () => {
  const room = await rawRoom();
  const bystander = await room.connect();
  let overheard = 0;
  bystander.on('error', () => (overheard += 1));
  const error = nextEvent(room.raw, 'error');
  room.raw.emit('chat_message', JSON.stringify({ message: 'Hi', chat_id: room.chatId, message_string: randomUUID() }));
  assert.deepEqual(await error, [{ code: 'invalid_message_string', msg: 'The message string is not valid', chat_id: room.chatId }]);
  const malformed = nextEvent(room.raw, 'error');
  room.raw.emit('chat_message', 'no JSON');
  assert.equal(((await malformed)[0] as { code: string }).code, 'invalid_message');
  messageId(await room.say(bystander, 'Hi'));
  assert.equal(overheard, 0);
  room.raw.disconnect();
  await bystander.close();
});

test('an event that the contract does not have is refused', async () => {
  const { raw } = await rawRoom();
  const ack = (await raw.timeout(5000).emitWithAck('shout', 'Hi')) as Record<string, unknown>;
  assert.deepEqual(ack, { ok: false, code: 'invalid_message', msg: 'There is no such event' });
  raw.disconnect();
});

test('everybody in the chat hears it, and nobody in another', async () => {
  const room = await openRoom(ada);
  const [one, two, elsewhere] = [await room.connect(), await room.connect({ transports: ['polling'] }), (await connectedRoom()).socket];
  let overheard = 0;
  for (const name of ['feedback', 'message'] as const) elsewhere.on(name, () => (overheard += 1));
  messageId(await room.say(one, 'Hello'));
  const heard = await Promise.all([one, two].map(async (socket) => [await socket.once('feedback'), await socket.once('message')]));
  assert.deepEqual(heard[0], heard[1]);
  assert.equal(overheard, 0);
  await Promise.all([one, two, elsewhere].map((socket) => socket.close()));
});

test('a message may have 32000 characters of any kind', async () => {
  const { socket, say, read } = await connectedRoom();
  const message = '🧪'.repeat(32_000);
  messageId(await say(socket, message));
  await socket.once('message');
  assert.equal((await read()).chat_history[0]?.content, message);
  await socket.close();
});

test('binary data disconnects', async () => {
  const { raw } = await rawRoom();
  const disconnected = new Promise((resolve) => raw.once('disconnect', resolve));
  raw.emit('chat_message', Buffer.from('bytes'));
  await disconnected;
});

test('a message above 256 KiB disconnects', async () => {
  const { raw } = await rawRoom();
  const disconnected = new Promise((resolve) => raw.once('disconnect', resolve));
  raw.emit('chat_message', JSON.stringify({ message: 'x'.repeat(300_000) }));
  await disconnected;
});

test('more than 60 messages in a minute disconnect', async () => {
  const { raw } = await rawRoom();
  const disconnected = new Promise((resolve) => raw.once('disconnect', resolve));
  const codes: string[] = [];
  for (let sent = 0; sent < 62; sent += 1) raw.emit('chat_message', 'no JSON', (ack: { code: string }) => codes.push(ack.code));
  await disconnected;
  assert.ok(codes.length <= 61);
  assert.ok(codes.slice(0, 60).every((code) => code === 'invalid_message'));
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { io } from 'socket.io-client';
import { SQL } from 'sql-template-strings';
import { expectStatus, startStella, type Person, type Stella } from '../stella.ts';
import { connectRaw, refusalOf, type ConnectRefusal } from './raw-chat.ts';
import { openRoom } from './room.ts';

let stella: Stella;
let ada: Person;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
});

after(() => stella.close());

/** What the service refuses a connection with. */
async function refuse(query: Record<string, string>): Promise<[message: string, data: unknown]> {
  const { message, data } = await refusalOf(connectRaw(stella.url, query));
  return [message, data];
}

test('a connection string opens the chat, over WebSocket and over polling', async () => {
  const room = await openRoom(ada);
  for (const transports of [['websocket'], ['polling'], undefined] as const) {
    const socket = await room.connect({ transports });
    assert.ok(socket.id);
    await socket.close();
  }
});

test('connecting makes the chat the last one of its workspace, and the workspace the last one of its user', async () => {
  const bob = await stella.signUp();
  const [first, second] = [await openRoom(bob), await openRoom(bob)];
  for (const room of [first, second, first]) {
    const socket = await room.connect();
    const { workspace } = expectStatus(await bob.client.getWorkspace({ path: { workspace_id: room.workspaceId } }), 200).body;
    assert.equal(workspace.last_chat_id, room.chatId);
    assert.equal(expectStatus(await bob.client.getUser(), 200).body.user.last_workspace_id, room.workspaceId);
    await socket.close();
  }
});

test('a query that lacks something is told what', async () => {
  const { chatId, connectionString } = await openRoom(ada);
  const connection_string = await connectionString();
  assert.deepEqual(await refuse({}), ['Missing chat_id', { code: 'missing_chat_id' }]);
  assert.deepEqual(await refuse({ connection_string }), ['Missing chat_id', { code: 'missing_chat_id' }]);
  assert.deepEqual(await refuse({ chat_id: '', connection_string }), ['Missing chat_id', { code: 'missing_chat_id' }]);
  assert.deepEqual(await refuse({ chat_id: chatId }), ['Missing connection_string', { code: 'missing_connection_string' }]);
  assert.deepEqual(await refuse({ chat_id: chatId, connection_string: '' }), ['Missing connection_string', { code: 'missing_connection_string' }]);
});

test('a string that is none is refused', async () => {
  const { chatId, messageString } = await openRoom(ada);
  const invalid = ['The connection string is not valid', { code: 'invalid_connection_string' }];
  for (const connection_string of [randomUUID(), 'x'.repeat(65), '\u0000', ada.token.slice(0, 64), await messageString()])
    assert.deepEqual(await refuse({ chat_id: chatId, connection_string }), invalid);
});

test('a string works once', async () => {
  const { chatId, connectionString } = await openRoom(ada);
  const query = { chat_id: chatId, connection_string: await connectionString() };
  (await connectRaw(stella.url, query)).disconnect();
  assert.deepEqual(await refuse(query), ['The connection string is not valid', { code: 'invalid_connection_string' }]);
});

test('of two that show a string at once, one gets in', async () => {
  const { chatId, connectionString } = await openRoom(ada);
  for (let round = 0; round < 5; round += 1) {
    const query = { chat_id: chatId, connection_string: await connectionString() };
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => connectRaw(stella.url, query, { transports: ['websocket'] })));
    const inside = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    assert.equal(inside.length, 1);
    inside.forEach((socket) => socket.disconnect());
  }
});

test('a string is over after 300 seconds', async () => {
  const { chatId, connectionString } = await openRoom(ada);
  const age = (seconds: number) => stella.db.query(SQL`
    update one_time_tokens
    set created_at = created_at - make_interval(secs => ${seconds}), expires_at = expires_at - make_interval(secs => ${seconds})
    where resource_id = ${chatId}
  `);
  const young = await connectionString();
  await age(290);
  (await connectRaw(stella.url, { chat_id: chatId, connection_string: young })).disconnect();
  const old = await connectionString();
  await age(301);
  assert.deepEqual(await refuse({ chat_id: chatId, connection_string: old }), ['The connection string has expired', { code: 'expired_connection_string' }]);
});

test('a string opens its own chat only, and is not used up on another', async () => {
  const [one, other] = [await openRoom(ada), await openRoom(ada)];
  const bobs = await openRoom(await stella.signUp());
  const connection_string = await one.connectionString();
  for (const chat_id of [other.chatId, bobs.chatId])
    assert.deepEqual(await refuse({ chat_id, connection_string }), ['The connection string belongs to another chat', { code: 'wrong_chat' }]);
  (await connectRaw(stella.url, { chat_id: one.chatId, connection_string })).disconnect();
});

test('a chat that was deleted is not there', async () => {
  const { chatId, connectionString } = await openRoom(ada);
  const connection_string = await connectionString();
  expectStatus(await ada.client.deleteChat({ query: { chat_id: chatId } }), 200);
  assert.deepEqual(await refuse({ chat_id: chatId, connection_string }), ['Chat not found', { code: 'chat_not_found' }]);
});

test('an id that could not be a chat\'s is refused', async () => {
  const { connectionString } = await openRoom(ada);
  const refused = async (chat_id: string) => refuse({ chat_id, connection_string: await connectionString() });
  assert.deepEqual(await refused('12345'), ['The connection string belongs to another chat', { code: 'wrong_chat' }]);
  assert.deepEqual(await refused('x'.repeat(65)), ['Chat not found', { code: 'chat_not_found' }]);
});

test('only the namespace /chat is there', async () => {
  for (const namespace of ['', '/elsewhere']) {
    const socket = io(`${stella.url}${namespace}`, { forceNew: true, reconnection: false });
    const error = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    assert.equal(error.message, 'Invalid namespace');
    socket.disconnect();
  }
});

test('a client that connects again by itself needs a new string', async () => {
  const { chatId, connectionString } = await openRoom(ada);
  const query = async () => ({ chat_id: chatId, connection_string: await connectionString() });
  const socket = await connectRaw(stella.url, await query(), { reconnection: true, reconnectionDelay: 1 });
  const refused = new Promise<ConnectRefusal>((resolve) => socket.once('connect_error', (error) => resolve(error as unknown as ConnectRefusal)));
  socket.io.engine.close();
  assert.equal((await refused).data.code, 'invalid_connection_string');
  socket.io.opts.query = await query();
  const connected = new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.connect();
  await connected;
  socket.disconnect();
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { expectStatus, startStella, type Person, type Stella } from '../stella.ts';
import { startHeldModel, type HeldModel } from './held-model.ts';
import { messageId, openRoom, refusalCode } from './room.ts';

let stella: Stella;
let model: HeldModel;
let ada: Person;

before(async () => {
  model = await startHeldModel();
  stella = await startStella({ services: { assistant: model.assistant } });
  ada = await stella.signUp();
});

after(async () => {
  await stella.close();
  model.close();
});

test('a chat is busy until its answer is there, and takes no other message meanwhile', async () => {
  const room = await openRoom(ada);
  const [one, two] = [await room.connect(), await room.connect()];
  messageId(await room.say(one, 'First'));
  assert.equal((await room.read()).busy, true);
  const message = { message: 'Second', chat_id: room.chatId, message_string: await room.messageString() };
  const information = two.once('chat_information');
  assert.equal(refusalCode(await two.request('chat_message', message)), 'chat_busy');
  assert.deepEqual(await information, { type: 'busy', message: 'The chat is busy', chat_id: room.chatId });
  await model.answer('Done.');
  assert.equal(await one.once('message'), 'Done.');
  assert.equal((await room.read()).busy, false);
  messageId(await two.request('chat_message', message));
  await model.answer('Done again.');
  assert.equal(await two.once('message', { where: (text) => text === 'Done again.' }), 'Done again.');
  const { chat_history } = await room.read();
  assert.deepEqual(chat_history.map(({ content }) => content), ['First', 'Done.', 'Second', 'Done again.']);
  await Promise.all([one.close(), two.close()]);
});

test('a busy chat is announced to whoever asked for no acknowledgement, too', async () => {
  const room = await openRoom(ada);
  const socket = await room.connect();
  messageId(await room.say(socket, 'First'));
  socket.emit('chat_message', { message: 'Second', chat_id: room.chatId, message_string: await room.messageString() });
  assert.equal((await socket.once('chat_information')).type, 'busy');
  assert.equal((await socket.once('error')).code, 'chat_busy');
  await model.answer('Done.');
  await socket.once('message');
  await socket.close();
});

test('of several messages at once, one is answered', async () => {
  const room = await openRoom(ada);
  const sockets = await Promise.all([room.connect(), room.connect(), room.connect()]);
  const acks = await Promise.all(sockets.map((socket, index) => room.say(socket, `Message ${index}`)));
  assert.equal(acks.filter(({ ok }) => ok).length, 1);
  assert.deepEqual(new Set(acks.filter(({ ok }) => !ok).map(refusalCode)), new Set(['chat_busy']));
  await model.answer('Done.');
  await Promise.all(sockets.map((socket) => socket.once('message')));
  assert.equal((await room.read()).chat_history.length, 2);
  await Promise.all(sockets.map((socket) => socket.close()));
});

test('one busy chat does not hold up another', async () => {
  const [slow, quick] = [await openRoom(ada), await openRoom(ada)];
  const [slowSocket, quickSocket] = [await slow.connect(), await quick.connect()];
  messageId(await slow.say(slowSocket, 'Slow'));
  messageId(await quick.say(quickSocket, 'Quick'));
  await model.answer('One.');
  await model.answer('Two.');
  await Promise.all([slowSocket.once('message'), quickSocket.once('message')]);
  await Promise.all([slowSocket.close(), quickSocket.close()]);
});

test('the answer is kept although nobody is connected any more, and heard by who came back', async () => {
  const room = await openRoom(ada);
  const first = await room.connect();
  messageId(await room.say(first, 'Wait for me'));
  await first.close();
  const second = await room.connect();
  assert.equal((await room.read()).busy, true);
  await model.answer('Welcome back.');
  assert.equal(await second.once('message'), 'Welcome back.');
  assert.equal((await room.read()).chat_history.at(-1)?.content, 'Welcome back.');
  await second.close();
});

test('when no answer can be made the chat says so, and is free again', async () => {
  const room = await openRoom(ada);
  const socket = await room.connect();
  messageId(await room.say(socket, 'Fail'));
  await model.fail();
  assert.deepEqual(await socket.once('error'), { code: 'assistant_failed', msg: 'The assistant could not answer', chat_id: room.chatId });
  const { busy, chat_history } = await room.read();
  assert.equal(busy, false);
  assert.deepEqual(chat_history, [{ role: 'user', content: 'Fail' }]);
  messageId(await room.say(socket, 'Again'));
  await model.answer('Now it works.');
  assert.equal(await socket.once('message'), 'Now it works.');
  await socket.close();
});

test('an empty answer is a failure', async () => {
  const room = await openRoom(ada);
  const socket = await room.connect();
  messageId(await room.say(socket, 'Nothing'));
  await model.answer('');
  assert.equal((await socket.once('error')).code, 'assistant_failed');
  assert.equal((await room.read()).busy, false);
  await socket.close();
});

test('a chat whose answering process died is free again after a while', async () => {
  const room = await openRoom(ada);
  const socket = await room.connect();
  messageId(await room.say(socket, 'Lost'));
  await stella.db.query(SQL`
    update running_answers
    set expires_at = now() - interval '1 second'
    where conversation_id = ${room.chatId}
  `);
  assert.equal((await room.read()).busy, false);
  messageId(await room.say(socket, 'Once more'));
  await model.answer('The first one, too late.');
  await model.answer('The second one.');
  assert.equal(await socket.once('message'), 'The second one.');
  assert.deepEqual((await room.read()).chat_history.map(({ content }) => content), ['Lost', 'Once more', 'The second one.']);
  await socket.close();
});

test('deleting a chat disconnects everybody, and its answer is dropped', async () => {
  const room = await openRoom(ada);
  const sockets = await Promise.all([room.connect(), room.connect({ transports: ['polling'] })]);
  const [asking] = sockets;
  messageId(await room.say(asking, 'Too late'));
  await model.asked();
  expectStatus(await ada.client.deleteChat({ query: { chat_id: room.chatId } }), 200);
  for (const { closed } of sockets) assert.equal((await closed).reason, 'io server disconnect');
  await model.answer('Nobody hears this.');
  const rows = await stella.db.query(SQL`select from messages where conversation_id = ${room.chatId}`);
  assert.equal(rows.length, 0);
});

test('deleting a workspace disconnects everybody in its chats, and nobody else', async () => {
  const [room, other] = [await openRoom(ada), await openRoom(ada)];
  const [socket, stays] = [await room.connect(), await other.connect()];
  expectStatus(await ada.client.deleteWorkspace({ path: { workspace_id: room.workspaceId } }), 200);
  assert.equal((await socket.closed).reason, 'io server disconnect');
  messageId(await other.say(stays, 'Still here'));
  await model.answer('Yes.');
  assert.equal(await stays.once('message'), 'Yes.');
  await stays.close();
});

test('a message to a chat that is gone is refused', async () => {
  const room = await openRoom(ada);
  const socket = await room.connect();
  const message = { message: 'Hi', chat_id: room.chatId, message_string: await room.messageString() };
  await stella.db.query(SQL`delete from conversations where id = ${room.chatId}`);
  assert.equal(refusalCode(await socket.request('chat_message', message)), 'chat_not_found');
  await socket.close();
});

test('the workspace\'s agents answer: those that are installed, a coordinator for several, a welcome for none', async () => {
  const room = await openRoom(ada);
  const socket = await room.connect();
  const ask = async () => {
    messageId(await room.say(socket, 'Who are you?'));
    await model.answer('Me.');
    await socket.once('message');
    return model.prompts.at(-1)?.find(({ role }) => role === 'system')?.content ?? '';
  };
  const add = (agent_id: string) => ada.client.addWorkspaceAgent({ path: { workspace_id: room.workspaceId }, body: { agent_id } });
  await stella.db.query(SQL`
    insert into agents (tenant_id, id, name, description)
    values ('default', 'poet', 'Poet', 'Writes verses.'), ('default', 'editor', 'Editor', 'Shortens verses.')
  `);
  assert.match(await ask(), /welcome/i);
  expectStatus(await add('not-installed'), 200);
  assert.match(await ask(), /welcome/i);
  expectStatus(await add('poet'), 200);
  assert.match(await ask(), /Poet/);
  expectStatus(await add('editor'), 200);
  const prompt = await ask();
  assert.match(prompt, /coordinat/i);
  assert.match(prompt, /Poet[\s\S]*Editor/);
  await socket.close();
});

test('stopping the service keeps the answer that is being given', async () => {
  const elsewhere = await startStella({ databaseUrl: stella.databaseUrl, services: stella.services });
  const person = await elsewhere.signUp();
  const room = await openRoom(person);
  const socket = await room.connect();
  messageId(await room.say(socket, 'Before you go'));
  const stopped = elsewhere.service.close();
  await socket.closed;
  await model.answer('Good night.');
  await stopped;
  const rows = await stella.db.query<{ content: string }>(SQL`select content from messages where conversation_id = ${room.chatId} and role = 'assistant'`);
  assert.deepEqual(rows, [{ content: 'Good night.' }]);
  await elsewhere.close();
});

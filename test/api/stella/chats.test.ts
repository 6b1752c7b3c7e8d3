import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { rawRequest } from './raw-request.ts';
import { addChat, addWorkspace, expectStatus, startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;
let workspaceId: string;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
  workspaceId = await addWorkspace(ada, 'Chats');
});

after(() => stella.close());

/** Every operation on a chat, as the client calls it. */
function onChat({ client }: Person, chat_id: string) {
  const query = { chat_id };
  return Promise.all([client.authorizeChat({ query }), client.authorizeChatMessage({ query }), client.getChat({ query }), client.deleteChat({ query })]);
}

const chatOperations: [method: string, path: string][] = [
  ['GET', '/chat/authorize'],
  ['GET', '/chat/authorize/message'],
  ['GET', '/chat'],
  ['DELETE', '/chat'],
];

test('a chat is created in a workspace, and comes with it', async () => {
  const { body } = expectStatus(await ada.client.createChat({ query: { workspace_id: workspaceId } }), 200);
  assert.deepEqual(body, {
    msg: 'Chat created successfully',
    chat: { chat_id: body.chat.chat_id, workspace_id: workspaceId, created_by: ada.userId, busy: false, chat_history: [], owner: ada.userId },
    workspace: { workspace_id: workspaceId, name: 'Chats', owner: ada.userId, agents: {}, last_chat_id: null, id: workspaceId },
  });
});

test('a chat is read by its owner', async () => {
  const chat_id = await addChat(ada, workspaceId);
  const answer = await ada.client.getChat({ query: { chat_id } });
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, { chat_id, owner: ada.userId, workspace_id: workspaceId, busy: false, chat_history: [] });
});

test('of a very long history the last 1000 messages are read', async () => {
  const chat_id = await addChat(ada, workspaceId);
  await stella.db.query(SQL`
    insert into messages (conversation_id, role, content)
    select ${chat_id}, 'user', 'message ' || number
    from generate_series(1, 1002) as number
  `);
  const { chat_history } = expectStatus(await ada.client.getChat({ query: { chat_id } }), 200).body;
  assert.equal(chat_history.length, 1000);
  assert.deepEqual([chat_history[0]?.content, chat_history.at(-1)?.content], ['message 3', 'message 1002']);
});

test('a deleted chat is gone', async () => {
  const chat_id = await addChat(ada, workspaceId);
  const deleted = await ada.client.deleteChat({ query: { chat_id } });
  assert.equal(deleted.status, 200);
  assert.deepEqual(deleted.body, { msg: 'Chat deleted successfully' });
  for (const { status, body } of await onChat(ada, chat_id)) {
    assert.equal(status, 404);
    assert.deepEqual(body, { msg: 'Chat not found' });
  }
});

test('a chat that never was is 404', async () => {
  for (const chat_id of [randomUUID(), '12345', "'; drop table conversations; --"]) {
    for (const { status, body } of await onChat(ada, chat_id)) {
      assert.equal(status, 404);
      assert.deepEqual(body, { msg: 'Chat not found' });
    }
  }
});

test('a missing or empty chat_id has its text; a wrong one is told with its place', async () => {
  for (const [method, path] of chatOperations) {
    const ask = (query: string) => rawRequest(`${stella.url}${path}${query}`, { method, token: ada.token });
    for (const query of ['', '?chat_id=', '?chat=1']) {
      const refused = await ask(query);
      assert.equal(refused.status, 400, path + query);
      assert.deepEqual(refused.body, { msg: 'Missing chat id' });
    }
    const refused = await ask(`?chat_id=${'x'.repeat(65)}`);
    assert.equal(refused.body.msg, 'Invalid request');
    assert.deepEqual(refused.body.errors?.map(({ in: part, pointer }) => [part, pointer]), [['query', '/chat_id']]);
    assert.equal((await ask('?chat_id=%ff')).status, 400);
  }
});

test('a missing or empty workspace_id has its text', async () => {
  for (const query of ['', '?workspace_id=', '?workspace=1']) {
    const refused = await rawRequest(`${stella.url}/chat${query}`, { method: 'POST', token: ada.token });
    assert.equal(refused.status, 400, query);
    assert.deepEqual(refused.body, { msg: 'Missing workspace id' });
  }
});

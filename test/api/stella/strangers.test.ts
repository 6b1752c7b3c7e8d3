import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addChat, addWorkspace, expectStatus, startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;
let bob: Person;
let workspaceId: string;
let chatId: string;

before(async () => {
  stella = await startStella();
  [ada, bob] = [await stella.signUp(), await stella.signUp()];
  workspaceId = await addWorkspace(ada, "Ada's");
  chatId = await addChat(ada, workspaceId);
});

after(() => stella.close());

test("somebody else's chat is 401 for every operation on it", async () => {
  const query = { chat_id: chatId };
  const { client } = bob;
  const outcomes = [await client.getChat({ query }), await client.deleteChat({ query }), await client.authorizeChat({ query }), await client.authorizeChatMessage({ query })];
  for (const { status, body, headers } of outcomes) {
    assert.equal(status, 401);
    assert.deepEqual(body, { msg: 'User is not the owner of the chat' });
    assert.equal(headers.get('www-authenticate'), null);
  }
  expectStatus(await ada.client.getChat({ query }), 200);
});

test("a chat in somebody else's workspace is 401", async () => {
  const refused = await bob.client.createChat({ query: { workspace_id: workspaceId } });
  assert.equal(refused.status, 401);
  assert.deepEqual(refused.body, { msg: 'User is not the owner of the workspace' });
  assert.equal(expectStatus(await ada.client.listWorkspaceChats({ path: { workspace_id: workspaceId } }), 200).body.chats.length, 1);
});

test("reading, deleting or listing somebody else's workspace is 403", async () => {
  const path = { workspace_id: workspaceId };
  const { client } = bob;
  for (const { status, body } of [await client.getWorkspace({ path }), await client.deleteWorkspace({ path }), await client.listWorkspaceChats({ path })]) {
    assert.equal(status, 403);
    assert.deepEqual(body, { msg: 'User does not have access to the workspace' });
  }
});

test("changing somebody else's workspace is 403", async () => {
  const path = { workspace_id: workspaceId };
  const agent = { path, body: { agent_id: '12345' } };
  const { client } = bob;
  const outcomes = [await client.addWorkspaceAgent(agent), await client.removeWorkspaceAgent(agent), await client.renameWorkspace({ path, body: { name: "Bob's" } })];
  for (const { status, body } of outcomes) {
    assert.equal(status, 403);
    assert.deepEqual(body, { msg: 'User is not the owner of the workspace' });
  }
  const { workspace } = expectStatus(await ada.client.getWorkspace({ path }), 200).body;
  assert.equal(workspace.name, "Ada's");
  assert.deepEqual(workspace.agents, {});
});

test('nobody sees the others in lists', async () => {
  assert.deepEqual(expectStatus(await bob.client.listWorkspaces(), 200).body, { workspaces: [] });
  assert.deepEqual(expectStatus(await bob.client.getUser(), 200).body.user.workspaces, []);
});

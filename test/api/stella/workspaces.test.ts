import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { rawRequest } from './raw-request.ts';
import { addChat, addWorkspace, expectStatus, startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;
let workspaceId: string;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
  workspaceId = await addWorkspace(ada, 'First');
});

after(() => stella.close());

async function read(id: string) {
  return expectStatus(await ada.client.getWorkspace({ path: { workspace_id: id } }), 200).body.workspace;
}

test('the list has all of one\'s own workspaces, oldest first', async () => {
  const bob = await stella.signUp();
  assert.deepEqual(expectStatus(await bob.client.listWorkspaces(), 200).body, { workspaces: [] });
  const [first, second] = [await addWorkspace(bob, 'One'), await addWorkspace(bob, 'Two')];
  const { workspaces } = expectStatus(await bob.client.listWorkspaces(), 200).body;
  assert.deepEqual(workspaces.map(({ workspace_id, name, owner }) => [workspace_id, name, owner]), [
    [first, 'One', bob.userId],
    [second, 'Two', bob.userId],
  ]);
});

test('a workspace is read under the names of the reference and of the original', async () => {
  assert.deepEqual(await read(workspaceId), { workspace_id: workspaceId, name: 'First', owner: ada.userId, agents: {}, last_chat_id: null, id: workspaceId });
});

test('a workspace that is not there is 404 for every operation on one', async () => {
  for (const workspace_id of [randomUUID(), '12345', workspaceId.toUpperCase()]) {
    const path = { workspace_id };
    const outcomes = await Promise.all([
      ada.client.getWorkspace({ path }),
      ada.client.deleteWorkspace({ path }),
      ada.client.listWorkspaceChats({ path }),
      ada.client.addWorkspaceAgent({ path, body: { agent_id: '12345' } }),
      ada.client.removeWorkspaceAgent({ path, body: { agent_id: '12345' } }),
      ada.client.renameWorkspace({ path, body: { name: 'Elsewhere' } }),
      ada.client.createChat({ query: { workspace_id } }),
    ]);
    for (const { status, body } of outcomes) {
      assert.equal(status, 404);
      assert.deepEqual(body, { msg: 'Workspace not found' });
    }
  }
});

test('a workspace is renamed', async () => {
  const id = await addWorkspace(ada, 'Old');
  const renamed = await ada.client.renameWorkspace({ path: { workspace_id: id }, body: { name: 'New Workspace Name' } });
  assert.equal(renamed.status, 200);
  assert.deepEqual(renamed.body, { msg: 'Workspace renamed' });
  assert.equal((await read(id)).name, 'New Workspace Name');
});

test('a missing or empty name has its text; a wrong one is told with its place', async () => {
  const rename = (body: unknown) => rawRequest(`${stella.url}/workspace/${workspaceId}/rename`, { method: 'PUT', token: ada.token, body });
  for (const body of [{}, { name: '' }]) assert.deepEqual((await rename(body)).body, { msg: 'Missing name parameter' });
  for (const name of ['x'.repeat(201), 7]) {
    const { body } = await rename({ name });
    assert.equal(body.msg, 'Invalid request');
    assert.deepEqual(body.errors?.map(({ in: part, pointer }) => [part, pointer]), [['body', '/name']]);
  }
  assert.equal((await read(workspaceId)).name, 'First');
});

test('the chats of a workspace are listed, oldest first', async () => {
  const id = await addWorkspace(ada);
  const list = async () => expectStatus(await ada.client.listWorkspaceChats({ path: { workspace_id: id } }), 200).body;
  assert.deepEqual(await list(), { chats: [] });
  const [first, second] = [await addChat(ada, id), await addChat(ada, id)];
  await addChat(ada);
  assert.deepEqual(await list(), {
    chats: [
      { chat_id: first, workspace_id: id },
      { chat_id: second, workspace_id: id },
    ],
  });
});

test('a deleted workspace is gone with its chats', async () => {
  const id = await addWorkspace(ada);
  const chat_id = await addChat(ada, id);
  const deleted = await ada.client.deleteWorkspace({ path: { workspace_id: id } });
  assert.equal(deleted.status, 200);
  assert.deepEqual(deleted.body, { msg: 'Workspace deleted' });
  expectStatus(await ada.client.getWorkspace({ path: { workspace_id: id } }), 404);
  expectStatus(await ada.client.getChat({ query: { chat_id } }), 404);
  assert.ok(!expectStatus(await ada.client.getUser(), 200).body.user.workspaces.includes(id));
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { rawRequest } from './raw-request.ts';
import { expectStatus, startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
});

after(() => stella.close());

test('a workspace is created with its name, without agents and chats', async () => {
  const { body } = expectStatus(await ada.client.createWorkspace({ body: { name: 'My New Workspace' } }), 200);
  const { workspace } = body;
  assert.equal(body.msg, 'Workspace created');
  assert.deepEqual(workspace, {
    workspace_id: workspace.id,
    name: 'My New Workspace',
    owner: ada.userId,
    agents: {},
    last_chat_id: null,
    id: workspace.id,
  });
});

test('without a name it is called Untitled Workspace, with a body and without', async () => {
  for (const input of [{}, { body: {} }]) {
    const { body } = expectStatus(await ada.client.createWorkspace(input), 200);
    assert.equal(body.workspace.name, 'Untitled Workspace');
  }
});

test('names need not be unique, and may be written in any script', async () => {
  const name = '研究 🧪 "quoted" <b>\'--';
  const [first, second] = [await ada.client.createWorkspace({ body: { name } }), await ada.client.createWorkspace({ body: { name } })];
  assert.equal(expectStatus(first, 200).body.workspace.name, name);
  assert.notEqual(expectStatus(first, 200).body.workspace.id, expectStatus(second, 200).body.workspace.id);
});

test('a name counts its characters, not its bytes: 200 are allowed', async () => {
  expectStatus(await ada.client.createWorkspace({ body: { name: '🧪'.repeat(200) } }), 200);
  for (const name of ['🧪'.repeat(201), '', null, 7]) {
    const refused = await rawRequest(`${stella.url}/workspace`, { method: 'POST', token: ada.token, body: { name } });
    assert.equal(refused.status, 400, JSON.stringify(name));
    assert.equal(refused.body.msg, 'Invalid request');
    assert.deepEqual(refused.body.errors?.map(({ pointer }) => pointer), ['/name']);
  }
});

test('a name that cannot be stored is refused', async () => {
  const refused = await ada.client.createWorkspace({ body: { name: 'null \u0000 character' } });
  assert.equal(refused.status, 400);
  assert.deepEqual(refused.body, { msg: 'Invalid request' });
});

test('a user who was removed is not found', async () => {
  const gone = await stella.signUp();
  await stella.db.query(SQL`delete from users where id = ${gone.userId}`);
  const refused = await gone.client.createWorkspace({ body: {} });
  assert.equal(refused.status, 404);
  assert.deepEqual(refused.body, { msg: 'User not found' });
});

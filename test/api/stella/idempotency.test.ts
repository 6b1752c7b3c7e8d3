import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { rawRequest } from './raw-request.ts';
import { addWorkspace, expectStatus, startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
});

after(() => stella.close());

function create(person: Person, key: string, name = 'Once') {
  return person.client.createWorkspace({ body: { name }, headers: { 'Idempotency-Key': key } });
}

async function countWorkspaces(person: Person): Promise<number> {
  return expectStatus(await person.client.listWorkspaces(), 200).body.workspaces.length;
}

test('a repeated request gets the first answer again, and nothing is created twice', async () => {
  const bob = await stella.signUp();
  const key = randomUUID();
  const [first, second] = [await create(bob, key), await create(bob, key)];
  assert.deepEqual(expectStatus(second, 200).body, expectStatus(first, 200).body);
  assert.equal(await countWorkspaces(bob), 1);
});

test('a chat is created once, too', async () => {
  const workspace_id = await addWorkspace(ada);
  const input = { query: { workspace_id }, headers: { 'Idempotency-Key': randomUUID() } };
  const [first, second] = [await ada.client.createChat(input), await ada.client.createChat(input)];
  assert.deepEqual(expectStatus(second, 200).body, expectStatus(first, 200).body);
  assert.equal(expectStatus(await ada.client.listWorkspaceChats({ path: { workspace_id } }), 200).body.chats.length, 1);
});

test('a key of another request is 422', async () => {
  const key = randomUUID();
  expectStatus(await create(ada, key), 200);
  const refused = await create(ada, key, 'Another');
  assert.equal(refused.status, 422);
  assert.deepEqual(refused.body, { msg: 'Idempotency-Key was used with a different request' });
});

test('a key is its user\'s own, and its operation\'s', async () => {
  const key = randomUUID();
  const bob = await stella.signUp();
  const workspace_id = expectStatus(await create(ada, key), 200).body.workspace.id;
  assert.notEqual(expectStatus(await create(bob, key), 200).body.workspace.id, workspace_id);
  expectStatus(await ada.client.createChat({ query: { workspace_id }, headers: { 'Idempotency-Key': key } }), 200);
});

test('while the first request is being worked on the second is 409', async () => {
  const key = randomUUID();
  expectStatus(await create(ada, key), 200);
  await stella.db.query(SQL`
    update idempotency_keys
    set answer = null, locked_until = now() + interval '1 minute'
    where key = ${key}
  `);
  const refused = await create(ada, key);
  assert.equal(refused.status, 409);
  assert.deepEqual(refused.body, { msg: 'A request with this Idempotency-Key is still in progress' });
});

test('of many at once one takes effect', async () => {
  const bob = await stella.signUp();
  const key = randomUUID();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => create(bob, key)));
  assert.ok(outcomes.every(({ status }) => status === 200 || status === 409));
  assert.equal(await countWorkspaces(bob), 1);
});

test('a key that has run out is forgotten', async () => {
  const bob = await stella.signUp();
  const key = randomUUID();
  expectStatus(await create(bob, key), 200);
  await stella.db.query(SQL`
    update idempotency_keys
    set expires_at = now() - interval '1 second', locked_until = now() - interval '1 second'
    where key = ${key}
  `);
  expectStatus(await create(bob, key, 'Another'), 200);
  assert.equal(await countWorkspaces(bob), 2);
});

test('a refused request does not use its key up', async () => {
  const key = randomUUID();
  expectStatus(await ada.client.createChat({ query: { workspace_id: randomUUID() }, headers: { 'Idempotency-Key': key } }), 404);
  const refused = await rawRequest(`${stella.url}/workspace`, { method: 'POST', token: ada.token, body: { name: 7 }, headers: { 'idempotency-key': key } });
  assert.equal(refused.status, 400);
  expectStatus(await create(ada, key), 200);
});

test('a key that is none is refused', async () => {
  for (const key of ['x'.repeat(256), 'with space']) {
    const refused = await create(ada, key);
    assert.equal(refused.status, 400);
    assert.equal((refused.body as { msg: string }).msg, 'Invalid request');
  }
});

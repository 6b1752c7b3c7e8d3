import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { expectStatus, startGeneralBots } from './general-bots.ts';

const bots = await startGeneralBots();
after(() => bots.close());

const admin = await bots.signUp({ roles: ['admin'] });

test('who creates a group is its owner, and sees it at once', async () => {
  const ada = await bots.signUp();
  const created = expectStatus(await ada.client.createGroup({ body: { name: 'Analysts', description: 'Numbers', domain: 'example.com' } }), 201).body;
  assert.equal(created.name, 'Analysts');
  assert.deepEqual(expectStatus(await ada.client.listGroups(), 200).body, { groups: [{ ...created, member_count: 1 }], total: 1 });
  const { body } = expectStatus(await ada.client.listGroupMembers({ path: { id: created.id } }), 200);
  assert.deepEqual(body.members.map(({ joined_at, ...member }) => ({ ...member, joined: typeof joined_at })), [
    { user_id: ada.id, username: ada.username, email: ada.email, role: 'owner', joined: 'string' },
  ]);
  assert.equal(body.total, 1);
});

test('others see neither the group nor whether there is one; administrators see all', async () => {
  const [ada, eve] = [await bots.signUp(), await bots.signUp()];
  const { id } = expectStatus(await ada.client.createGroup({ body: { name: 'Secret' } }), 201).body;
  assert.deepEqual(expectStatus(await eve.client.listGroups(), 200).body, { groups: [], total: 0 });
  const hidden = expectStatus(await eve.client.listGroupMembers({ path: { id } }), 404).body;
  assert.deepEqual(expectStatus(await eve.client.listGroupMembers({ path: { id: 'nothing' } }), 404).body, hidden);
  assert.equal(expectStatus(await admin.client.listGroupMembers({ path: { id } }), 200).body.total, 1);
  assert.ok(expectStatus(await admin.client.listGroups(), 200).body.groups.some((group) => group.id === id));
});

test('a name is taken once, letter case aside', async () => {
  expectStatus(await admin.client.createGroup({ body: { name: 'Twins' } }), 201);
  const { body } = expectStatus(await admin.client.createGroup({ body: { name: 'TWINS' } }), 409);
  assert.equal(body.error.code, 'CONFLICT');
});

test('groups come page by page', async () => {
  const ada = await bots.signUp();
  for (const name of ['Page 3', 'Page 1', 'Page 2']) expectStatus(await ada.client.createGroup({ body: { name } }), 201);
  const { groups, total } = expectStatus(await ada.client.listGroups({ query: { limit: 2, offset: 1 } }), 200).body;
  assert.deepEqual(groups.map(({ name }) => name), ['Page 2', 'Page 3']);
  assert.equal(total, 3);
});

test('what is no group is refused', async () => {
  for (const body of [{}, { name: '' }, { name: '   ' }, { name: 'x'.repeat(201) }, { name: 'x', owner: 'me' }, { name: 'x', domain: 'not a domain' }])
    assert.equal((await admin.client.createGroup({ body: body as never })).status, 422, JSON.stringify(body));
  assert.equal((await admin.client.listGroups({ query: { limit: 0 } })).status, 422);
});

test('nobody sees or makes groups without signing in', async () => {
  assert.equal((await bots.client.createGroup({ body: { name: 'Nobody’s' } })).status, 401);
  assert.equal((await bots.client.listGroups()).status, 401);
  assert.equal((await bots.client.listGroupMembers({ path: { id: 'x' } })).status, 401);
});

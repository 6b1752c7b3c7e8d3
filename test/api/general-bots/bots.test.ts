import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expectStatus, startGeneralBots, type GeneralBots, type Person } from './general-bots.ts';

let bots: GeneralBots;

before(async () => {
  bots = await startGeneralBots();
  await bots.addBot('open');
  await bots.addBot('resting', { status: 'maintenance' });
  await bots.addBot('staff-only', { roles: ['staff', 'boss'] });
});

after(() => bots.close());

const idsOf = async ({ client }: Person) => expectStatus(await client.listBots(), 200).body.map(({ id }) => id);

test('everybody sees the bots without rules, with what they are good for and how they are', async () => {
  const ada = await bots.signUp();
  assert.deepEqual(expectStatus(await ada.client.listBots(), 200).body, [
    { id: 'open', name: 'Open', description: 'Answers as open.', status: 'active' },
    { id: 'resting', name: 'Resting', description: 'Answers as resting.', status: 'maintenance' },
  ]);
});

test('any of its roles opens a bot', async () => {
  assert.deepEqual(await idsOf(await bots.signUp({ roles: ['boss'] })), ['open', 'resting', 'staff-only']);
  assert.deepEqual(await idsOf(await bots.signUp({ roles: ['guest'] })), ['open', 'resting']);
});

test('a group opens a bot for those who are in it', async () => {
  const [ada, bob] = [await bots.signUp(), await bots.signUp()];
  const group = await bots.directory.directory.createGroup({ name: 'Analysts', ownerId: ada.id });
  await bots.addBot('analyst', { groupIds: [group.id] });
  assert.equal((await idsOf(await bots.signInAgain(ada))).includes('analyst'), true);
  assert.equal((await idsOf(bob)).includes('analyst'), false);
  expectStatus(await bob.client.createBotSession({ body: { bot_id: 'analyst' } }), 403);
});

test('a name of a role is no id of a group', async () => {
  const ada = await bots.signUp({ roles: ['odd'] });
  await bots.addBot('odd', { groupIds: ['odd'] });
  assert.equal((await idsOf(ada)).includes('odd'), false);
});

test('an administrator of the directory sees all bots', async () => {
  const root = await bots.signUp({ roles: ['admin'] });
  const seen = await idsOf(root);
  for (const id of ['open', 'resting', 'staff-only', 'odd']) assert.ok(seen.includes(id), id);
});

test('rights that the directory took away are gone within a minute', async () => {
  const ada = await bots.signUp({ roles: ['staff'] });
  assert.ok((await idsOf(ada)).includes('staff-only'));
  await bots.directory.grant(ada, []);
  await bots.forgetStandings();
  assert.ok(!(await idsOf(ada)).includes('staff-only'));
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { directoryNames, expectStatus, startGeneralBots, type GeneralBots, type Person } from './general-bots.ts';

for (const name of directoryNames) {
  describe(`profiles and groups of the ${name} directory`, () => {
    let bots: GeneralBots;
    let admin: Person;

    before(async () => {
      bots = await startGeneralBots({ directory: name });
      admin = await bots.signUp({ roles: ['admin'] });
    });
    after(() => bots.close());

    test('who creates a group is its owner, and sees it at once', async () => {
      const ada = await bots.signUp();
      const created = expectStatus(await ada.client.createGroup({ body: { name: 'Analysts', description: 'Numbers', domain: 'example.com' } }), 201).body;
      assert.equal(created.name, 'Analysts');
      assert.deepEqual(expectStatus(await ada.client.listGroups(), 200).body, { groups: [{ ...created, member_count: 1 }], total: 1 });
      const { body } = expectStatus(await ada.client.listGroupMembers({ path: { id: created.id } }), 200);
      assert.deepEqual(body.members.map(({ joined_at, ...member }) => ({ ...member, joined: typeof joined_at })), [
        { user_id: ada.id, username: ada.username, email: ada.email, role: bots.directory.ownerRole, joined: 'string' },
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
      for (const group of ['Page 3', 'Page 1', 'Page 2']) expectStatus(await ada.client.createGroup({ body: { name: group } }), 201);
      const { groups, total } = expectStatus(await ada.client.listGroups({ query: { limit: 2, offset: 1 } }), 200).body;
      assert.deepEqual(groups.map((group) => group.name), ['Page 2', 'Page 3']);
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

    test('a profile is the directory’s, and changes there field by field', async () => {
      const ada = await bots.signUp({ firstName: 'Ada', lastName: 'Byron' });
      const { created_at, ...profile } = expectStatus(await ada.client.getProfile(), 200).body;
      assert.deepEqual(profile, { id: ada.id, username: ada.username, email: ada.email, first_name: 'Ada', last_name: 'Byron' });
      const { body } = expectStatus(await ada.client.updateProfile({ body: { last_name: 'Lovelace', email: 'ada@example.org' } }), 200);
      assert.deepEqual(body, { ...profile, created_at, last_name: 'Lovelace', email: 'ada@example.org' });
      assert.equal((await bots.directory.directory.readUser(ada.id)).lastName, 'Lovelace');
    });

    test('an address that somebody else has is not taken, nor anything else of that change', { skip: name === 'zitadel' && 'Zitadel lets addresses be shared' }, async () => {
      const [ada, grace] = [await bots.signUp(), await bots.signUp({ firstName: 'Grace' })];
      const { body } = expectStatus(await grace.client.updateProfile({ body: { email: ada.email, first_name: 'Admiral' } }), 409);
      assert.equal(body.error.code, 'CONFLICT');
      assert.equal(expectStatus(await grace.client.getProfile(), 200).body.first_name, 'Grace');
    });

    test('what is no profile is refused before the directory hears of it', async () => {
      const { client } = await bots.signUp();
      for (const body of [{}, { email: 'nonsense' }, { first_name: '' }, { first_name: 'x'.repeat(201) }, { username: 'root' }, { roles: ['admin'] }])
        assert.equal((await client.updateProfile({ body })).status, 422, JSON.stringify(body));
    });

    test('nobody reads or changes a profile without signing in', async () => {
      assert.equal((await bots.client.getProfile()).status, 401);
      assert.equal((await bots.client.updateProfile({ body: { first_name: 'X' } })).status, 401);
    });

    test('the session’s cookie opens what its token opens', async () => {
      const { token, id } = await bots.signUp();
      const response = await fetch(`${bots.url}/api/users/me`, { headers: { cookie: `gb_session=${token}` } });
      assert.equal(((await response.json()) as { id: string }).id, id);
    });
  });
}

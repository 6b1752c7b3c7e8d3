import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { expectStatus, startGeneralBots } from './general-bots.ts';

const bots = await startGeneralBots();
after(() => bots.close());

test('a profile is the directory’s, and changes there field by field', async () => {
  const ada = await bots.signUp({ firstName: 'Ada', lastName: 'Byron' });
  const { created_at, ...profile } = expectStatus(await ada.client.getProfile(), 200).body;
  assert.deepEqual(profile, { id: ada.id, username: ada.username, email: ada.email, first_name: 'Ada', last_name: 'Byron' });
  const { body } = expectStatus(await ada.client.updateProfile({ body: { last_name: 'Lovelace', email: 'ada@example.org' } }), 200);
  assert.deepEqual(body, { ...profile, created_at, last_name: 'Lovelace', email: 'ada@example.org' });
  assert.equal((await bots.directory.directory.readUser(ada.id)).lastName, 'Lovelace');
});

test('an address that somebody else has is not taken, nor anything else of that change', async () => {
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

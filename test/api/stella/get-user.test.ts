import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { addWorkspace, expectStatus, startStella, type Stella } from './stella.ts';

let stella: Stella;

before(async () => {
  stella = await startStella();
});

after(() => stella.close());

test('users read their own settings, under the names of the reference and of the original', async () => {
  const ada = await stella.signUp();
  const { body } = expectStatus(await ada.client.getUser(), 200);
  assert.deepEqual(body, { user: { user_id: ada.userId, email: ada.email, workspaces: [], last_workspace_id: null, id: ada.userId } });
});

test("the workspaces are one's own, oldest first", async () => {
  const [ada, bob] = [await stella.signUp(), await stella.signUp()];
  const first = await addWorkspace(ada);
  const second = await addWorkspace(ada);
  await addWorkspace(bob);
  assert.deepEqual(expectStatus(await ada.client.getUser(), 200).body.user.workspaces, [first, second]);
});

test('a user who was removed is not found', async () => {
  const gone = await stella.signUp();
  await stella.db.query(SQL`delete from users where id = ${gone.userId}`);
  const refused = await gone.client.getUser();
  assert.equal(refused.status, 404);
  assert.deepEqual(refused.body, { msg: 'User not found' });
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createZitadelDirectory } from '../../../domain/directory/zitadel/zitadel-directory.ts';
import { somebody, tokensOf } from './directories.ts';
import { startZitadel, type ZitadelServer } from './zitadel-server.ts';

const groups = '/zitadel.group.v2.GroupService';

let server: ZitadelServer;
let userId: string;
const ada = somebody();

before(async () => {
  server = await startZitadel();
  userId = server.addUser(ada);
});
after(() => server.close());

/** As a process that has just started. */
function newDirectory() {
  server.recover();
  server.requests.length = 0;
  return createZitadelDirectory(server.settings);
}

const counted = (line: string) => server.requests.filter((each) => each === line).length;

test('a request that may be repeated is tried again, and succeeds when the outage was short', async () => {
  const directory = newDirectory();
  server.fail(`/v2/users/${userId}`, 503, 2);
  assert.equal((await directory.readUser(userId)).username, ada.username);
  assert.equal(counted(`GET /v2/users/${userId}`), 3);
});

test('a request is tried three times at most, and then nobody asks for a while', async () => {
  const directory = newDirectory();
  server.fail('/v2/users', 'cut');
  await assert.rejects(directory.readUser(userId), { code: 'unavailable' });
  await assert.rejects(directory.readUser(userId), { code: 'unavailable' });
  assert.equal(counted(`GET /v2/users/${userId}`), 3);
});

test('a group is not created twice because the answer got lost', async () => {
  const directory = newDirectory();
  server.fail(`${groups}/CreateGroup`, 'cut');
  await assert.rejects(directory.createGroup({ name: 'Lost', ownerId: userId }), { code: 'unavailable' });
  assert.equal(counted(`POST ${groups}/CreateGroup`), 1);
});

test('a group without its first member is taken away again', async () => {
  const directory = newDirectory();
  server.fail(`${groups}/AddUsersToGroup`, 500, 3);
  await assert.rejects(directory.createGroup({ name: 'Half', ownerId: userId }), { code: 'unavailable' });
  assert.equal(counted(`POST ${groups}/DeleteGroup`), 1, server.requests.join('\n'));
  server.recover();
  const { groups: found } = await newDirectory().listGroups({ limit: 100, offset: 0 });
  assert.deepEqual(found.filter(({ name }) => name === 'Half'), []);
});

test('a profile that Zitadel could not change is as it was', async () => {
  const directory = newDirectory();
  const before = await directory.readUser(userId);
  server.fail('/v2/users/human/', 500);
  await assert.rejects(directory.updateUser(userId, { firstName: 'Other', email: 'other@example.org' }), { code: 'unavailable' });
  assert.deepEqual(await newDirectory().readUser(userId), before);
});

test('the service account’s token is asked for once, by however many requests at once', async () => {
  const directory = newDirectory();
  await Promise.all([1, 2, 3, 4].map(() => directory.readUser(userId)));
  await directory.readUser(userId);
  assert.equal(counted('POST /oauth/v2/token'), 1);
});

test('a token that is void before its time is replaced, once for each request', async () => {
  const directory = newDirectory();
  await directory.readUser(userId);
  server.fail(`/v2/users/${userId}`, 401, 1);
  assert.equal((await directory.readUser(userId)).username, ada.username);
  assert.equal(counted('POST /oauth/v2/token'), 2);
  server.fail(`/v2/users/${userId}`, 401);
  await assert.rejects(directory.readUser(userId), { code: 'upstream_failed' });
  assert.equal(counted('POST /oauth/v2/token'), 3);
});

test('a service account that Zitadel does not let in is a fault of the configuration, not an outage', async () => {
  newDirectory();
  const { serviceAccount, ...settings } = server.settings;
  const directory = createZitadelDirectory({ ...settings, serviceAccount: { ...serviceAccount, secret: 'wrong' } });
  await assert.rejects(directory.readUser(userId), { code: 'upstream_failed' });
});

test('roles of other projects and of other organisations do not count', async () => {
  const directory = newDirectory();
  const standing = await directory.introspect(await tokensOf(directory, ada));
  assert.deepEqual(standing?.roles, []);
});

test('in a Zitadel without groups people sign in, and are in none', async () => {
  const directory = newDirectory();
  for (const status of [404, 501]) {
    server.recover();
    server.fail(groups, status);
    assert.deepEqual((await directory.introspect(await tokensOf(directory, ada)))?.groupIds, []);
    await assert.rejects(directory.listGroups({ limit: 10, offset: 0 }), { code: 'unconfigured' });
  }
});

test('a user who was removed has no standing, and no tokens any more', async () => {
  const directory = newDirectory();
  const leaving = somebody();
  const id = server.addUser(leaving);
  const tokens = await tokensOf(directory, leaving);
  server.removeUser(id);
  assert.equal(await directory.refresh(tokens), undefined);
});

test('a discovery that failed is asked for again', async () => {
  const directory = newDirectory();
  server.fail('/.well-known/', 503, 3);
  await assert.rejects(directory.readUser(userId), { code: 'unavailable' });
  while (!(await directory.readUser(userId).then(() => true, () => false)));
  assert.ok(counted('GET /.well-known/openid-configuration') >= 4);
});

test('an answer that is no answer of Zitadel is refused', async () => {
  const directory = newDirectory();
  server.fail('/oauth/v2/introspect', 204, 1);
  const tokens = await tokensOf(directory, ada);
  await assert.rejects(directory.introspect(tokens), { code: 'upstream_failed' });
});

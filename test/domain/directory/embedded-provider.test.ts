import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { startEmbeddedProvider } from '../../../domain/directory/embedded/provider.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';
import { Browser } from './browser.ts';
import { directories, newRequest, somebody, tokensOf, type TestDirectory } from './directories.ts';

let database: TestDatabase;
let running: TestDirectory;

before(async () => {
  database = await createTestDatabase();
  running = await directories.embedded(database.db);
});
after(async () => {
  await running.close();
  await database.drop();
});

/** The page that asks who somebody is. */
async function openPage(browser: Browser) {
  return browser.open(await running.directory.authorizationUrl(newRequest()));
}

test('the embedded directory refuses production', async () => {
  const options = { db: database.db, mode: 'production', port: 0, clientSecret: 'secret of the client' } as const;
  await assert.rejects(startEmbeddedProvider(options), /for development only/);
});

test('the sign-in page runs no script and fits into no frame', async () => {
  const { status, headers } = await openPage(new Browser());
  assert.equal(status, 200);
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
  assert.equal(headers.get('cache-control'), 'no-store');
});

test('what was typed comes back as text', async () => {
  const browser = new Browser();
  const { status, text } = await browser.submit(await openPage(browser), { username: '"><script>alert(1)</script>', password: 'x' });
  assert.equal(status, 401);
  assert.ok(text.includes('&#34;&#62;&#60;script&#62;') && !text.includes('<script>'));
});

test('a form that is longer than names and passwords are is not read', async () => {
  const browser = new Browser();
  const { status } = await browser.submit(await openPage(browser), { username: 'x'.repeat(5000), password: 'x' });
  assert.equal(status, 413);
});

test('a page that belongs to nobody’s sign-in says so', async () => {
  const { status, text } = await new Browser().open(`${running.directory.issuer}/sign-in/nobody`);
  assert.equal(status, 400);
  assert.match(text, /please begin again/);
});

test('a name is one whatever its letter case', async () => {
  const ada = somebody();
  const id = await running.addUser(ada);
  const tokens = await tokensOf(running.directory, { ...ada, username: ` ${ada.username.toUpperCase()} ` });
  assert.equal((await running.directory.introspect(tokens))?.subject, id);
});

test('neither codes nor tokens are in the database as they are', async () => {
  const ada = somebody();
  await running.addUser(ada);
  const { accessToken, refreshToken = '' } = await tokensOf(running.directory, ada);
  const rows = JSON.stringify(await database.db.query(SQL`select id, payload from directory_states`));
  assert.ok(rows.includes('AccessToken'));
  for (const secret of [accessToken, refreshToken]) assert.ok(secret !== '' && !rows.includes(secret));
});

test('who is gone has no standing, whatever the token says', async () => {
  const ada = somebody();
  const id = await running.addUser(ada);
  const tokens = await tokensOf(running.directory, ada);
  await database.db.query(SQL`delete from directory_users where id = ${id}`);
  assert.equal(await running.directory.introspect(tokens), undefined);
});

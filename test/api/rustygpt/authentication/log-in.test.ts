import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { hashOpaqueToken } from '../../../../domain/credential/opaque-token.ts';
import { rawRequest } from '../raw-request.ts';
import { clientWith, expectStatus, password, readJar, startRustygpt, type Person, type Rustygpt } from '../rustygpt.ts';

let rustygpt: Rustygpt;
let ada: Person;

before(async () => {
  rustygpt = await startRustygpt();
  ada = await rustygpt.signUp('admin', 'member');
});

after(() => rustygpt.close());

test('address and password are exchanged for a session in two cookies', async () => {
  const { body, headers } = expectStatus(await rustygpt.client.logIn({ body: { email: ada.email.toUpperCase(), password } }), 200);
  const [session = '', csrf = ''] = headers.getSetCookie();
  assert.match(session, /^SESSION_ID=[\w-]{43}; Path=\/; Max-Age=28800; SameSite=Lax; HttpOnly$/);
  assert.match(csrf, /^CSRF-TOKEN=[\w-]{22}; Path=\/; Max-Age=28800; SameSite=Strict$/);
  assert.equal(readJar(headers)['CSRF-TOKEN'], body.csrf_token);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.has('x-session-rotated'), false);
  assert.deepEqual(body.user, { id: ada.userId, email: ada.email, username: ada.email.split('@')[0], roles: ['admin', 'member'] });
  const { issued_at, expires_at, absolute_expires_at } = body.session;
  assert.equal(Math.round((Date.parse(expires_at) - Date.parse(issued_at)) / 1000), 28_800);
  assert.equal(Math.round((Date.parse(absolute_expires_at) - Date.parse(issued_at)) / 1000), 604_800);
});

test('the cookie opens what needs a session', async () => {
  const { user, session } = expectStatus(await ada.client.getMe(), 200).body;
  assert.equal(user.email, ada.email);
  assert.ok(Date.parse(session.expires_at) > Date.now());
});

test('only hashes of the cookies are in the database', async () => {
  const { SESSION_ID = '', 'CSRF-TOKEN': csrf = '' } = ada.jar;
  const [row] = await rustygpt.db.query<{ row: string; hash: Buffer; csrf_hash: Buffer }>(SQL`
    select s::text as row, hash, csrf_hash
    from cookie_sessions s
    where hash = ${hashOpaqueToken(SESSION_ID)}
  `);
  assert.deepEqual(row?.csrf_hash, hashOpaqueToken(csrf));
  assert.doesNotMatch(row?.row ?? '', new RegExp(`${SESSION_ID}|${csrf}`));
});

test('a wrong password and an unknown address are told in the same words', async () => {
  const wrong = expectStatus(await rustygpt.client.logIn({ body: { email: ada.email, password: 'wrong' } }), 401);
  const unknown = expectStatus(await rustygpt.client.logIn({ body: { email: 'nobody@example.com', password } }), 401);
  assert.deepEqual(wrong.body, unknown.body);
  assert.equal(wrong.body.code, 'RGP.AUTH.INVALID_CREDENTIALS');
  assert.equal(wrong.headers.getSetCookie().length, 0);
});

test('a blank or missing address or password is 422', async () => {
  for (const body of [{}, { email: ada.email }, { email: '', password }, { email: '  ', password }, { email: ada.email, password: '' }]) {
    const refused = await rawRequest(`${rustygpt.url}/api/auth/login`, { method: 'POST', body });
    assert.deepEqual([refused.status, refused.body.code], [422, 'invalid_request'], JSON.stringify(body));
  }
});

test('what cannot be read is 400, and another media type 415', async () => {
  const url = `${rustygpt.url}/api/auth/login`;
  assert.equal((await rawRequest(url, { method: 'POST', body: '{"email": ' })).body.code, 'validation_failed');
  assert.equal((await rawRequest(url, { method: 'POST', body: { email: 'a\u0000@example.com', password } })).body.code, 'validation_failed');
  const form = await rawRequest(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'email=a' });
  assert.deepEqual([form.status, form.body.code], [415, 'RGP.UNSUPPORTED_MEDIA_TYPE']);
});

test('a disabled account is 423, with the right password only, and its sessions end at once', async () => {
  const bob = await rustygpt.signUp();
  await rustygpt.db.query(SQL`insert into disabled_users (user_id) values (${bob.userId})`);
  assert.equal(expectStatus(await rustygpt.client.logIn({ body: { email: bob.email, password } }), 423).body.code, 'RGP.AUTH.DISABLED');
  expectStatus(await rustygpt.client.logIn({ body: { email: bob.email, password: 'wrong' } }), 401);
  expectStatus(await bob.client.getMe(), 423);
});

test('a sixth session ends the oldest, and nobody else’s', async () => {
  const bob = await rustygpt.signUp();
  const jars = [bob.jar];
  for (let count = 0; count < 5; count += 1) jars.push(readJar(expectStatus(await rustygpt.client.logIn({ body: { email: bob.email, password } }), 200).headers));
  const statuses = await Promise.all(jars.map(async (jar) => (await clientWith(rustygpt, jar).getMe()).status));
  assert.deepEqual(statuses, [401, 200, 200, 200, 200, 200]);
  expectStatus(await ada.client.getMe(), 200);
});

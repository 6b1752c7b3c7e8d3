import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { requireRotation } from '../../../../domain/cookie-session/require-rotation.ts';
import { rawRequest, type RawAnswer } from '../raw-request.ts';
import { asHeaders, clientWith, expectStatus, letTimePass, readJar, startRustygpt, type Jar, type Rustygpt } from '../rustygpt.ts';

let rustygpt: Rustygpt;

before(async () => {
  rustygpt = await startRustygpt();
});

after(() => rustygpt.close());

const hour = 3600;
const me = (jar: Jar): Promise<RawAnswer> => rawRequest(`${rustygpt.url}/api/auth/me`, { headers: asHeaders(jar) });
const refresh = (jar: Jar): Promise<RawAnswer> => rawRequest(`${rustygpt.url}/api/auth/refresh`, { method: 'POST', headers: { cookie: asHeaders(jar)['cookie'] ?? '' } });
const logout = (headers: Record<string, string>): Promise<RawAnswer> => rawRequest(`${rustygpt.url}/api/auth/logout`, { method: 'POST', headers });

test('without a session, and with one that is none, it is 401 with a challenge', async () => {
  for (const [headers, code] of [[{}, 'unauthorized'], [{ cookie: 'SESSION_ID=nonsense' }, 'RGP.AUTH.INVALID_SESSION']] as const) {
    const refused = await rawRequest(`${rustygpt.url}/api/auth/me`, { headers });
    assert.deepEqual([refused.status, refused.body.code, refused.headers.get('www-authenticate')], [401, code, 'session']);
    assert.equal(refused.headers.get('content-type'), 'application/problem+json');
  }
});

test('use moves the end on, up to the absolute one', async () => {
  const { jar } = await rustygpt.signUp();
  await letTimePass(rustygpt, 3 * hour);
  assert.equal((await me(jar)).status, 200);
  await letTimePass(rustygpt, 7 * hour);
  const rotated = await me(jar);
  assert.equal(rotated.status, 200);
  await letTimePass(rustygpt, 9 * hour);
  const over = await me(readJar(rotated.headers));
  assert.deepEqual([over.status, over.body.code, over.headers.get('www-authenticate')], [401, 'RGP.AUTH.EXPIRED', 'session']);
});

test('no use moves the absolute end', async () => {
  let { jar } = await rustygpt.signUp();
  for (let passed = 0; passed < 168; passed += 7) {
    const answer = await me(jar);
    assert.equal(answer.status, 200, `after ${passed} hours`);
    jar = { ...jar, ...readJar(answer.headers) };
    await letTimePass(rustygpt, 7 * hour);
  }
  assert.equal((await me(jar)).body.code, 'RGP.AUTH.EXPIRED');
});

test('half-way through the idle time the next answer has new cookies, and those before it are good for half a minute', async () => {
  const { jar } = await rustygpt.signUp();
  assert.equal((await me(jar)).headers.has('x-session-rotated'), false);
  await letTimePass(rustygpt, 4 * hour + 1);
  const rotated = await me(jar);
  assert.equal(rotated.headers.get('x-session-rotated'), '1');
  const fresh = readJar(rotated.headers);
  assert.deepEqual(Object.keys(fresh), ['SESSION_ID', 'CSRF-TOKEN']);
  assert.equal((await me(fresh)).headers.has('x-session-rotated'), false);
  assert.equal((await me(jar)).status, 200, 'a request that was under way');
  await letTimePass(rustygpt, 31);
  assert.equal((await me(jar)).body.code, 'RGP.AUTH.INVALID_SESSION');
  assert.equal((await me(fresh)).status, 200);
});

test('of many requests at once one rotates, and all are answered', async () => {
  const { jar } = await rustygpt.signUp();
  await letTimePass(rustygpt, 5 * hour);
  const answers = await Promise.all(Array.from({ length: 8 }, () => me(jar)));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  assert.equal(answers.filter(({ headers }) => headers.has('x-session-rotated')).length, 1);
});

test('a change of rights rotates with the next request, also one that is refused', async () => {
  const { jar, userId } = await rustygpt.signUp();
  await requireRotation(rustygpt.db, userId);
  const refused = await rawRequest(`${rustygpt.url}/api/admin/limits/profiles`, { method: 'POST', headers: { cookie: asHeaders(jar)['cookie'] ?? '' }, body: {} });
  assert.deepEqual([refused.status, refused.body.code, refused.headers.get('x-session-rotated')], [403, 'RGP.AUTH.CSRF', '1']);
  assert.equal((await me(readJar(refused.headers))).status, 200);
});

test('refresh gives new cookies and keeps the absolute end', async () => {
  const { jar, client } = await rustygpt.signUp();
  const before = expectStatus(await client.getMe(), 200).body.session;
  const { body, headers } = expectStatus(await client.refreshSession(), 200);
  assert.equal(headers.get('x-session-rotated'), '1');
  assert.notEqual(readJar(headers)['SESSION_ID'], jar['SESSION_ID']);
  assert.equal(readJar(headers)['CSRF-TOKEN'], body.csrf_token);
  assert.deepEqual([body.session.id, body.session.absolute_expires_at], [before.id, before.absolute_expires_at]);
  expectStatus(await clientWith(rustygpt, readJar(headers)).getMe(), 200);
});

test('of two refreshes at once one wins, the other is told to use the new cookies', async () => {
  const { jar } = await rustygpt.signUp();
  const answers = await Promise.all([refresh(jar), refresh(jar)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  assert.equal(answers.find(({ status }) => status === 409)?.body.code, 'RGP.AUTH.ROTATION_REQUIRED');
});

test('refresh without a session, or after its end, says which', async () => {
  const { jar } = await rustygpt.signUp();
  assert.equal((await refresh({})).body.code, 'RGP.AUTH.MISSING_SESSION');
  assert.equal((await refresh({ SESSION_ID: 'nonsense' })).body.code, 'RGP.AUTH.INVALID_SESSION');
  await letTimePass(rustygpt, 8 * hour);
  const over = await refresh(jar);
  assert.deepEqual([over.status, over.body.code], [401, 'RGP.AUTH.EXPIRED']);
});

test('logging out needs the cookie and the header of this very session', async () => {
  const { jar } = await rustygpt.signUp();
  const other = await rustygpt.signUp();
  const { SESSION_ID: session = '', 'CSRF-TOKEN': csrf = '' } = jar;
  const foreign = other.jar['CSRF-TOKEN'] ?? '';
  for (const [headers, message] of [
    [{ cookie: `SESSION_ID=${session}; CSRF-TOKEN=${csrf}` }, 'The header X-CSRF-TOKEN is missing.'],
    [{ cookie: `SESSION_ID=${session}`, 'x-csrf-token': csrf }, 'The cookie CSRF-TOKEN is missing.'],
    [{ cookie: `SESSION_ID=${session}; CSRF-TOKEN=${csrf}`, 'x-csrf-token': foreign }, 'X-CSRF-TOKEN is not the token of this session.'],
    [{ cookie: `SESSION_ID=${session}; CSRF-TOKEN=${foreign}`, 'x-csrf-token': foreign }, 'X-CSRF-TOKEN is not the token of this session.'],
  ] as const) {
    const refused = await logout(headers);
    assert.deepEqual([refused.status, refused.body.code, refused.body.message], [403, 'RGP.AUTH.CSRF', message]);
  }
  assert.equal((await logout({ 'x-csrf-token': csrf })).status, 401);
  assert.equal((await me(jar)).status, 200);
});

test('logging out ends this session, clears its cookies, and leaves others alone', async () => {
  const { jar, client } = await rustygpt.signUp();
  const other = await rustygpt.signUp();
  const { body, headers } = expectStatus(await client.logOut(), 200);
  assert.deepEqual(body, { ok: true });
  assert.deepEqual(readJar(headers), { SESSION_ID: '', 'CSRF-TOKEN': '' });
  for (const line of headers.getSetCookie()) assert.match(line, /Max-Age=0/);
  assert.equal((await me(jar)).body.code, 'RGP.AUTH.INVALID_SESSION');
  assert.equal((await me(other.jar)).status, 200);
});

test('who may only read may log out, and write nothing', async () => {
  const { jar, client } = await rustygpt.signUp('read_only');
  const refused = await rawRequest(`${rustygpt.url}/api/conversations`, { method: 'POST', headers: asHeaders(jar), body: { title: 'Mine' } });
  assert.deepEqual([refused.status, refused.body.code], [403, 'RGP.RBAC.FORBIDDEN']);
  expectStatus(await client.logOut(), 200);
});

test('where clients are checked, a session works for the one that began it only', async () => {
  const { services, databaseUrl } = rustygpt;
  const strict = await startRustygpt({ databaseUrl, services: { ...services, cookieSessions: { ...services.cookieSessions, checksClient: true } } });
  try {
    const { jar } = await strict.signUp();
    const send = (headers: object) => rawRequest(`${strict.url}/api/auth/me`, { headers: { ...asHeaders(jar), ...headers } });
    assert.equal((await send({})).status, 200);
    for (const headers of [{ 'user-agent': 'Other/1' }, { 'x-client-fingerprint': 'other' }]) {
      const refused = await send(headers);
      assert.deepEqual([refused.status, refused.body.code, refused.headers.get('www-authenticate')], [401, 'RGP.AUTH.SUSPICIOUS', 'refresh']);
    }
    assert.equal((await me(jar)).status, 200, 'where clients are not checked');
  } finally {
    await strict.close();
  }
});

test('a session of a user who is gone is none', async () => {
  const { jar, userId } = await rustygpt.signUp();
  await rustygpt.db.query(SQL`delete from users where id = ${userId}`);
  assert.equal((await me(jar)).body.code, 'RGP.AUTH.INVALID_SESSION');
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { rawRequest } from './raw-request.ts';
import { clientWith, expectStatus, password, startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
});

after(() => stella.close());

test('email and password are exchanged for a token that works', async () => {
  const { body, headers } = expectStatus(await stella.client.logIn({ body: { email: ada.email, password } }), 200);
  assert.equal(headers.get('cache-control'), 'no-store');
  const { user } = expectStatus(await clientWith(stella, body.access_token).getUser(), 200).body;
  assert.equal(user.email, ada.email);
});

test('the token is signed with HS256, names the user and expires', async () => {
  const { body } = expectStatus(await stella.client.logIn({ body: { email: ada.email, password } }), 200);
  assert.equal(decodeProtectedHeader(body.access_token).alg, 'HS256');
  const { sub, iat = 0, exp = 0 } = decodeJwt(body.access_token);
  assert.equal(sub, ada.userId);
  assert.equal(exp - iat, stella.services.accountTokens.lifetimeSeconds);
});

test('upper and lower case make no difference in an address', async () => {
  expectStatus(await stella.client.logIn({ body: { email: ada.email.toUpperCase(), password } }), 200);
});

test('a wrong password is 401', async () => {
  const refused = await stella.client.logIn({ body: { email: ada.email, password: `${password}!` } });
  assert.equal(refused.status, 401);
  assert.deepEqual(refused.body, { msg: 'Incorrect password.' });
});

test('an unknown address is 404, also one that is none', async () => {
  for (const email of ['nobody@example.com', 'no address', "' or 1=1 --"]) {
    const refused = await stella.client.logIn({ body: { email, password } });
    assert.equal(refused.status, 404);
    assert.deepEqual(refused.body, { msg: 'User not found' });
  }
});

test('a missing or empty email or password has one text', async () => {
  for (const body of [{}, { email: ada.email }, { password }, { email: '', password }, { email: ada.email, password: '' }]) {
    const refused = await rawRequest(`${stella.url}/auth/login`, { method: 'POST', body });
    assert.equal(refused.status, 400, JSON.stringify(body));
    assert.deepEqual(refused.body, { msg: 'Missing email/password parameter' });
  }
});

test('a text that cannot be stored cannot be looked for either', async () => {
  const refused = await rawRequest(`${stella.url}/auth/login`, { method: 'POST', body: { email: 'a\u0000@example.com', password } });
  assert.equal(refused.status, 400);
  assert.equal(refused.body.msg, 'Invalid request');
});

test('what is there but wrong is told with its place', async () => {
  const refused = await rawRequest(`${stella.url}/auth/login`, { method: 'POST', body: { email: ada.email, password: ['a'] } });
  assert.equal(refused.status, 400);
  assert.equal(refused.body.msg, 'Invalid request');
  assert.deepEqual(refused.body.errors?.map(({ pointer }) => pointer), ['/password']);
});

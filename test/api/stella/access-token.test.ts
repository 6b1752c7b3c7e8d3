import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { SignJWT, type JWTPayload } from 'jose';
import { rawRequest } from './raw-request.ts';
import { securedOperations } from './secured-operations.ts';
import { startStella, type Person, type Stella } from './stella.ts';

let stella: Stella;
let ada: Person;

before(async () => {
  stella = await startStella();
  ada = await stella.signUp();
});

after(() => stella.close());

interface Changes {
  readonly claims?: JWTPayload;
  readonly secret?: Uint8Array;
  readonly algorithm?: string;
}

/** A token of Ada's but for the changes; a claim that is undefined is left out. */
function sign({ claims, secret, algorithm = 'HS256' }: Changes): Promise<string> {
  const { accountTokens } = stella.services;
  const now = Math.floor(Date.now() / 1000);
  const { issuer, audience } = accountTokens;
  const usual = { sub: ada.userId, tenant: 'default', iss: issuer, aud: audience, iat: now, exp: now + 60 };
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: algorithm }).sign(secret ?? accountTokens.secret);
}

function read(token: string) {
  return rawRequest(`${stella.url}/user`, { token });
}

test('there are secured operations, and Ada may use a token that is made like hers', async () => {
  assert.equal(securedOperations.length, 17);
  assert.equal((await read(await sign({}))).status, 200);
});

test('without a token every secured operation is 401', async () => {
  for (const { id, method, path } of securedOperations) {
    const refused = await rawRequest(`${stella.url}${path}`, { method });
    assert.equal(refused.status, 401, id);
    assert.deepEqual(refused.body, { msg: 'Missing Authorization Header' }, id);
    assert.match(refused.headers.get('www-authenticate') ?? '', /^Bearer realm="STELLA API"$/, id);
  }
});

test('with an expired token every secured operation is 401', async () => {
  const now = Math.floor(Date.now() / 1000);
  const token = await sign({ claims: { iat: now - 120, exp: now - 1 } });
  for (const { id, method, path } of securedOperations) {
    const refused = await rawRequest(`${stella.url}${path}`, { method, token });
    assert.equal(refused.status, 401, id);
    assert.deepEqual(refused.body, { msg: 'Token has expired' }, id);
    assert.match(refused.headers.get('www-authenticate') ?? '', /error="invalid_token"/, id);
  }
});

test('with a token that is none every secured operation is 422', async () => {
  for (const { id, method, path } of securedOperations) {
    const refused = await rawRequest(`${stella.url}${path}`, { method, token: 'no.token' });
    assert.equal(refused.status, 422, id);
    assert.deepEqual(refused.body, { msg: 'Invalid token' }, id);
  }
});

test('a token that somebody else signed, or changed, is 422', async () => {
  const [header, , signature] = ada.token.split('.');
  const payload = Buffer.from(JSON.stringify({ sub: ada.userId, exp: 9_999_999_999 })).toString('base64url');
  for (const token of [await sign({ secret: randomBytes(32) }), `${header}.${payload}.${signature}`]) {
    const refused = await read(token);
    assert.equal(refused.status, 422);
    assert.deepEqual(refused.body, { msg: 'Signature verification failed' });
  }
});

test('a token of another issuer or for another service, without a user or without an end is 422', async () => {
  const wrong: JWTPayload[] = [{ iss: 'elsewhere' }, { aud: 'elsewhere' }, { sub: undefined }, { exp: undefined }, { tenant: undefined }];
  for (const claims of wrong) {
    const refused = await read(await sign({ claims }));
    assert.equal(refused.status, 422, JSON.stringify(claims));
    assert.deepEqual(refused.body, { msg: 'Invalid token' });
  }
});

test('a token without a signature, or of another algorithm, is 422', async () => {
  const parts = [{ alg: 'none' }, { sub: ada.userId, exp: 9_999_999_999 }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  for (const token of [`${parts.join('.')}.`, await sign({ algorithm: 'HS512', secret: randomBytes(64) })]) {
    assert.equal((await read(token)).status, 422);
  }
});

test('the scheme is Bearer, in any case of letters, and nothing else', async () => {
  const url = `${stella.url}/user`;
  assert.equal((await rawRequest(url, { headers: { authorization: `bearer ${ada.token}` } })).status, 200);
  assert.equal((await rawRequest(url, { headers: { authorization: ada.token } })).status, 401);
  assert.equal((await rawRequest(url, { headers: { authorization: `Basic ${btoa('ada:secret')}` } })).status, 401);
  assert.equal((await rawRequest(url, { headers: { authorization: 'Bearer' } })).status, 422);
  assert.equal((await rawRequest(url, { headers: { authorization: `Bearer ${ada.token} ${ada.token}` } })).status, 422);
});

test('who is calling is asked before the input is looked at', async () => {
  const refused = await rawRequest(`${stella.url}/workspace/1/rename`, { method: 'PUT', body: '{"name": ' });
  assert.equal(refused.status, 401);
});

test('a public operation does not look at a token', async () => {
  assert.equal((await rawRequest(`${stella.url}/ping`, { token: 'nonsense' })).status, 200);
});

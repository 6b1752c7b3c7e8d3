import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import { SQL } from 'sql-template-strings';
import { updateAccount } from '../../../../domain/identity/update-account.ts';
import { createApple } from '../../../../domain/oauth/apple.ts';
import { createGithub } from '../../../../domain/oauth/github.ts';
import { rawRequest, type RawAnswer } from '../raw-request.ts';
import { clientWith, expectStatus, password, readJar, startRustygpt, type Rustygpt } from '../rustygpt.ts';
import { startOidcServer, type Account, type OidcServer } from './oidc-server.ts';

let server: OidcServer;
let rustygpt: Rustygpt;

before(async () => {
  server = await startOidcServer();
  const oauth = { github: createGithub(server.github), apple: createApple(server.apple), landing: '/welcome', allowsManual: true };
  rustygpt = await startRustygpt({ services: { oauth } });
});

after(async () => {
  await rustygpt.close();
  await server.close();
});

type Site = 'github' | 'apple';

/** Begins in a browser of its own. */
async function begin(site: Site): Promise<{ authUrl: string; cookie: string }> {
  const { client } = rustygpt;
  const { body, headers } = expectStatus(await (site === 'github' ? client.startGithubLogin() : client.startAppleLogin()), 200);
  assert.equal(body.configured, true);
  return { authUrl: body.auth_url, cookie: `OAUTH_STATE=${readJar(headers)['OAUTH_STATE']}` };
}

/** Comes back to the service, wherever the provider thinks that it is. */
const comeBack = ({ pathname, search }: URL, cookie: string): Promise<RawAnswer> => rawRequest(`${rustygpt.url}${pathname}${search}`, { headers: { cookie } });

async function signIn(site: Site, account: Account): Promise<RawAnswer> {
  const { authUrl, cookie } = await begin(site);
  return comeBack(await server.signIn(authUrl, account), cookie);
}

async function signedInUser({ status, headers }: RawAnswer) {
  assert.equal(status, 302);
  return expectStatus(await clientWith(rustygpt, readJar(headers)).getMe(), 200).body.user;
}

test('signing in with GitHub adds a user with the verified address and the name from there, and begins a session', async () => {
  const answer = await signIn('github', { sub: '1001', email: 'Grace@example.com', isVerified: true, login: 'grace', name: 'Grace H.' });
  assert.equal(answer.headers.get('location'), '/welcome');
  assert.deepEqual(Object.keys(readJar(answer.headers)), ['SESSION_ID', 'CSRF-TOKEN', 'OAUTH_STATE']);
  assert.equal(readJar(answer.headers)['OAUTH_STATE'], '');
  const user = await signedInUser(answer);
  assert.deepEqual([user.email, user.username, user.display_name, user.roles], ['grace@example.com', 'grace', 'Grace H.', ['member']]);
  const again = await signedInUser(await signIn('github', { sub: '1001', login: 'renamed' }));
  assert.deepEqual([again.id, again.username], [user.id, 'grace']);
});

test('a name that is taken gets something behind it', async () => {
  const first = await signedInUser(await signIn('github', { sub: '1002', login: 'twin' }));
  const second = await signedInUser(await signIn('github', { sub: '1003', login: 'Twin' }));
  assert.notEqual(first.id, second.id);
  assert.match(second.username, /^Twin-[0-9a-f]{8}$/);
});

test('signing in with Apple works by an ID token, and a client secret that is signed', async () => {
  const { authUrl, cookie } = await begin('apple');
  assert.equal(new URL(authUrl).searchParams.get('response_mode'), 'query');
  const user = await signedInUser(await comeBack(await server.signIn(authUrl, { sub: '2001', email: 'alan@example.com', isVerified: true }), cookie));
  assert.deepEqual([user.email, user.username], ['alan@example.com', 'alan']);
  const { iss, sub, aud, exp = 0, iat = 0 } = decodeJwt(server.clientSecrets.at(-1) ?? '');
  assert.deepEqual([iss, sub, aud, exp - iat], [server.apple.teamId, server.apple.clientId, server.apple.issuer, 300]);
});

test('somebody whose address is not told has none', async () => {
  assert.deepEqual((await signedInUser(await signIn('apple', { sub: '2002' }))).email, null);
});

test('a verified address links to the account that has it, at every provider', async () => {
  const ada = await rustygpt.signUp();
  const byGithub = await signedInUser(await signIn('github', { sub: '1004', email: ada.email.toUpperCase(), isVerified: true, login: 'ada' }));
  const byApple = await signedInUser(await signIn('apple', { sub: '2003', email: ada.email, isVerified: true }));
  assert.deepEqual([byGithub.id, byApple.id], [ada.userId, ada.userId]);
});

test('whoever registered an address without proving it is locked out when its owner comes', async () => {
  const squatter = await rustygpt.signUp();
  await signedInUser(await signIn('github', { sub: '1005', email: squatter.email, isVerified: true, login: 'owner' }));
  expectStatus(await squatter.client.getMe(), 401);
  expectStatus(await rustygpt.client.logIn({ body: { email: squatter.email, password } }), 401);
});

test('whoever proved an address and took another one since has proved nothing of that: its owner locks them out', async () => {
  const thief = { sub: '1010', email: 'thief@example.com', isVerified: true, login: 'thief' };
  const first = await signIn('github', thief);
  const { id } = await signedInUser(first);
  await updateAccount(rustygpt.db, { kind: 'account', tenantId: 'default', userId: id }, { email: 'victim@example.com' });
  await signedInUser(await signIn('apple', { sub: '2005', email: 'victim@example.com', isVerified: true }));
  expectStatus(await clientWith(rustygpt, readJar(first.headers)).getMe(), 401);
  assert.notEqual((await signedInUser(await signIn('github', thief))).id, id);
});

test('an address that was proved before keeps its password', async () => {
  const owner = await rustygpt.signUp();
  await rustygpt.db.query(SQL`insert into verified_addresses (user_id) values (${owner.userId})`);
  await signedInUser(await signIn('github', { sub: '1006', email: owner.email, isVerified: true, login: 'both' }));
  expectStatus(await owner.client.getMe(), 200);
  expectStatus(await rustygpt.client.logIn({ body: { email: owner.email, password } }), 200);
});

test('an address that is not verified links to nobody and is not taken', async () => {
  const bob = await rustygpt.signUp();
  for (const [site, sub] of [['github', '1007'], ['apple', '2004']] as const) {
    const user = await signedInUser(await signIn(site, { sub, email: bob.email, isVerified: false }));
    assert.notEqual(user.id, bob.userId);
    assert.equal(user.email, null);
  }
});

test('a state works once', async () => {
  const { authUrl, cookie } = await begin('github');
  const back = await server.signIn(authUrl, { sub: '1008', login: 'once' });
  assert.equal((await comeBack(back, cookie)).status, 302);
  const again = await comeBack(back, cookie);
  assert.deepEqual([again.status, again.body.code], [403, 'RGP.OAUTH.STATE']);
});

test('a state works in the browser that began only, at its provider, and in time; a wrong browser does not use it up', async () => {
  const mine = await begin('github');
  const other = await begin('github');
  const back = await server.signIn(mine.authUrl, { sub: '1009', login: 'bound' });
  const elsewhere = new URL(back.href.replace('/github/', '/apple/'));
  for (const answer of [await comeBack(back, other.cookie), await comeBack(back, ''), await comeBack(elsewhere, mine.cookie)]) {
    assert.deepEqual([answer.status, answer.body.code], [403, 'RGP.OAUTH.STATE']);
    assert.equal(answer.headers.getSetCookie().length, 0);
  }
  assert.equal((await comeBack(back, mine.cookie)).status, 302);
  const late = await begin('github');
  await rustygpt.db.query(SQL`update oauth_attempts set expires_at = now()`);
  assert.equal((await comeBack(await server.signIn(late.authUrl, { sub: '1009' }), late.cookie)).body.code, 'RGP.OAUTH.STATE');
});

test('what comes without a state, or with one of nobody, is refused', async () => {
  for (const search of ['', '?code=1', '?code=1&state=made-up'])
    assert.equal((await rawRequest(`${rustygpt.url}/api/oauth/github/callback${search}`)).body.code, 'RGP.OAUTH.STATE');
});

test('who declines is told so', async () => {
  const { authUrl, cookie } = await begin('github');
  const answer = await comeBack(await server.signIn(authUrl, 'declines'), cookie);
  assert.deepEqual([answer.status, answer.body.code], [403, 'RGP.OAUTH.DENIED']);
});

test('the code of another browser does not pass: PKCE at GitHub, the nonce at Apple', async () => {
  for (const site of ['github', 'apple'] as const) {
    const [mine, stolen] = [await begin(site), await begin(site)];
    const back = await server.signIn(mine.authUrl, { sub: '3001' });
    back.searchParams.set('code', (await server.signIn(stolen.authUrl, { sub: '3002' })).searchParams.get('code') ?? '');
    const answer = await comeBack(back, mine.cookie);
    assert.deepEqual([answer.status, answer.body.code === 'RGP.OAUTH.CODE'], [403, true], site);
    assert.equal(answer.headers.getSetCookie().length, 0);
  }
});

test('a disabled account stays out', async () => {
  const { id } = await signedInUser(await signIn('github', { sub: '1010', login: 'out' }));
  await rustygpt.db.query(SQL`insert into disabled_users (user_id) values (${id})`);
  const answer = await signIn('github', { sub: '1010' });
  assert.deepEqual([answer.status, answer.body.code], [423, 'RGP.AUTH.DISABLED']);
});

test('a developer exchanges a code by hand for the id of the user, and gets no session', async () => {
  const { authUrl, cookie } = await begin('github');
  const code = (await server.signIn(authUrl, { sub: '1011', login: 'hand' })).searchParams.get('code') ?? '';
  const { body, headers } = expectStatus(await rustygpt.client.exchangeGithubCode({ body: { auth_code: code, code_verifier: cookie.replace('OAUTH_STATE=', '') } }), 200);
  assert.equal(headers.getSetCookie().length, 0);
  assert.equal((await signedInUser(await signIn('github', { sub: '1011' }))).id, body);
  const used = expectStatus(await rustygpt.client.exchangeGithubCode({ body: { auth_code: code } }), 403);
  assert.equal(used.body.code, 'RGP.OAUTH.CODE');
});

test('without credentials, or without a provider that answers, it says so', async () => {
  const { databaseUrl } = rustygpt;
  const gone = { ...server.github, tokenUrl: 'http://127.0.0.1:1/token' };
  const bare = await startRustygpt({ databaseUrl, services: { oauth: { github: createGithub(gone), apple: undefined, landing: '/', allowsManual: false } } });
  try {
    const { client, url } = bare;
    assert.deepEqual(expectStatus(await client.startAppleLogin(), 200).body, { auth_url: '', configured: false });
    const unconfigured = await rawRequest(`${url}/api/oauth/apple/callback?code=1&state=1`, { headers: { cookie: 'OAUTH_STATE=1' } });
    assert.deepEqual([unconfigured.status, unconfigured.body.code], [503, 'RGP.OAUTH.UNCONFIGURED']);
    expectStatus(await client.exchangeGithubCode({ body: { auth_code: '1' } }), 404);
    const { body, headers } = expectStatus(await client.startGithubLogin(), 200);
    const state = new URL(body.auth_url).searchParams.get('state') ?? '';
    const failed = await rawRequest(`${url}/api/oauth/github/callback?code=1&state=${state}`, { headers: { cookie: `OAUTH_STATE=${readJar(headers)['OAUTH_STATE']}` } });
    assert.deepEqual([failed.status, failed.body.code], [502, 'RGP.OAUTH.UPSTREAM']);
  } finally {
    await bare.close();
  }
});

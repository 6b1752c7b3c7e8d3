import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SignJWT } from 'jose';
import { SQL } from 'sql-template-strings';
import { createTenant, customer, startBank, type Bank, type Claims, type Tenant } from './bank.ts';
import { rawRequest, type RawAnswer } from './raw-request.ts';

let bank: Bank;
let tenant: Tenant;
let other: Tenant;

before(async () => {
  bank = await startBank();
  tenant = await bank.addTenant();
  other = await bank.addTenant();
});

after(() => bank.close());

interface Attempt {
  readonly bearer?: Claims;
  readonly assertion?: Claims;
  readonly body?: Readonly<Record<string, unknown>>;
}

async function open({ bearer, assertion, body }: Attempt = {}): Promise<RawAnswer> {
  return rawRequest(`${bank.url}/v1/sessions`, {
    token: await tenant.token(bearer),
    body: { tenant_id: tenant.id, auth_assertion: await tenant.assertion(assertion), ...body },
  });
}

function assertRefused(answer: RawAnswer, status: number, error: string): void {
  assert.deepEqual({ status: answer.status, error: answer.body.error }, { status, error });
  assert.ok(answer.body.message.length > 0);
}

test('without a bearer token there is 401 with a challenge and no count', async () => {
  const answer = await rawRequest(`${bank.url}/v1/sessions`, { body: { tenant_id: tenant.id, auth_assertion: await tenant.assertion() } });
  assertRefused(answer, 401, 'unauthorized');
  assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer /);
  assert.equal(answer.headers.get('x-ratelimit-limit'), null);
});

test('a bearer token that is none, or signed by a stranger, is unauthorized', async () => {
  const stranger = await createTenant();
  const forged = await stranger.token({ issuer: tenant.id });
  const unknown = await stranger.token();
  for (const token of ['nonsense', 'a.b.c', forged, unknown]) {
    const answer = await rawRequest(`${bank.url}/v1/sessions`, { token, body: { tenant_id: tenant.id, auth_assertion: await tenant.assertion() } });
    assertRefused(answer, 401, 'unauthorized');
    assert.match(answer.headers.get('www-authenticate') ?? '', /error="invalid_token"/);
  }
});

test('a bearer token for another service, without a subject or of an unknown role is unauthorized', async () => {
  for (const bearer of [{ audience: 'another-service' }, { subject: '' }, { role: 'root' }]) assertRefused(await open({ bearer }), 401, 'unauthorized');
});

test('a bearer token whose signature is a shared secret, or is missing, is unauthorized', async () => {
  const claims = { iss: tenant.id, aud: 'virtual-banker', sub: customer, exp: Math.floor(Date.now() / 1000) + 60 };
  const shared = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'key-1' }).sign(new TextEncoder().encode(JSON.stringify(tenant.key.publicJwk)));
  const unsigned = `${[{ alg: 'none' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;
  for (const token of [shared, unsigned]) {
    assertRefused(await rawRequest(`${bank.url}/v1/sessions`, { token, body: { tenant_id: tenant.id, auth_assertion: await tenant.assertion() } }), 401, 'unauthorized');
  }
});

test('a bearer token whose time is over is told so', async () => {
  assertRefused(await open({ bearer: { lifetimeSeconds: -60 } }), 401, 'token_expired');
});

test('an assertion of another key, tenant, audience or user, or without an id, is invalid', async () => {
  const stranger = await createTenant();
  assertRefused(await open({ body: { auth_assertion: await stranger.assertion({ issuer: tenant.id }) } }), 401, 'invalid_assertion');
  assertRefused(await open({ body: { auth_assertion: await other.assertion() } }), 401, 'invalid_assertion');
  assertRefused(await open({ body: { auth_assertion: 'nonsense' } }), 401, 'invalid_assertion');
  assertRefused(await open({ assertion: { audience: 'another-service' } }), 401, 'invalid_assertion');
  assertRefused(await open({ assertion: { jti: null } }), 401, 'invalid_assertion');
  assertRefused(await open({ body: { user_id: 'user-999' } }), 401, 'invalid_assertion');
});

test('an assertion that is over, or was made to live longer than five minutes, has expired', async () => {
  assertRefused(await open({ assertion: { lifetimeSeconds: -60 } }), 401, 'assertion_expired');
  assertRefused(await open({ assertion: { lifetimeSeconds: 3600 } }), 401, 'assertion_expired');
});

test('an assertion works once, also when it comes many times at once', async () => {
  const body = { auth_assertion: await tenant.assertion() };
  const answers = await Promise.all(Array.from({ length: 5 }, () => open({ body })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 401, 401, 401, 401]);
  assertRefused(await open({ body }), 401, 'assertion_replayed');
});

test('an assertion that was refused for another reason is not used up', async () => {
  const body = { auth_assertion: await tenant.assertion({ subject: 'user-777' }) };
  assertRefused(await open({ body }), 403, 'forbidden');
  assert.equal((await open({ body, bearer: { subject: 'user-777' } })).status, 201);
});

test('a customer opens no session for another, an agent none at all', async () => {
  assertRefused(await open({ assertion: { subject: 'user-888' } }), 403, 'forbidden');
  assertRefused(await open({ bearer: { role: 'agent' } }), 403, 'forbidden');
});

test("another tenant is forbidden, one that does not exist is not found", async () => {
  assertRefused(await open({ body: { tenant_id: other.id, auth_assertion: await other.assertion() } }), 403, 'forbidden');
  assertRefused(await open({ body: { tenant_id: 'tenant-nowhere' } }), 404, 'tenant_not_found');
});

test('nothing is left behind by what is refused', async () => {
  const lonely = await bank.addTenant();
  const body = { tenant_id: lonely.id, auth_assertion: await lonely.assertion({ subject: 'someone-else' }) };
  assertRefused(await rawRequest(`${bank.url}/v1/sessions`, { token: await lonely.token(), body }), 403, 'forbidden');
  const left = await bank.db.query(SQL`select id from users where tenant_id = ${lonely.id} union all select id from sessions where tenant_id = ${lonely.id}`);
  assert.deepEqual(left, []);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SQL } from 'sql-template-strings';
import { customer, startBank, type Bank, type Tenant } from './bank.ts';
import { clientOf } from './client-of.ts';

let bank: Bank;
let tenant: Tenant;

before(async () => {
  bank = await startBank();
  tenant = await bank.addTenant({
    theme: { primaryColor: '#ff8800', logo: 'https://bank.example/logo.svg' },
    avatarEnabled: false,
    greeting: 'Good day.',
    maxSessionMinutes: 45,
    requireConsent: true,
  }, { requests: 500, windowSeconds: 30 });
});

after(() => bank.close());

test('a customer opens a session and gets the settings of the tenant', async () => {
  const answer = await clientOf(bank, await tenant.token()).createSession({
    body: { tenant_id: tenant.id, user_id: customer, auth_assertion: await tenant.assertion(), portal_context: { route: '/account', account_id: 'acc-789' } },
  });
  assert.equal(answer.status, 201);
  assert.deepEqual(answer.body.config, {
    theme: { primaryColor: '#ff8800' },
    avatar_enabled: false,
    greeting: 'Good day.',
    allowed_tools: ['get_account_status', 'create_ticket'],
    policy: { max_session_duration_minutes: 45, rate_limit_per_minute: 1000, require_consent: true },
  });
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const minutes = (Date.parse(answer.body.expires_at) - Date.now()) / 60_000;
  assert.ok(minutes > 4.9 && minutes < 5.1, `the token lives ${minutes} minutes`);
});

test('the session keeps where in the portal it began, and only a hash of its token', async () => {
  const answer = await clientOf(bank, await tenant.token()).createSession({
    body: { tenant_id: tenant.id, auth_assertion: await tenant.assertion(), portal_context: { route: '/loans', product_id: 'prod-001' } },
  });
  assert.equal(answer.status, 201);
  const { session_id: sessionId, ephemeral_token: token } = answer.body;
  const [session] = await bank.db.query<{ portal: unknown }>(SQL`select portal_context as portal from sessions where id = ${sessionId}`);
  assert.deepEqual(session?.portal, { route: '/loans', productId: 'prod-001' });
  const kept = await bank.db.query<{ hash: Buffer }>(SQL`select hash from session_tokens where session_id = ${sessionId}`);
  assert.equal(kept.length, 1);
  assert.ok(!JSON.stringify(kept).includes(token));
});

test("the bank's backend opens a session for any customer, whom the assertion names", async () => {
  const backend = await tenant.token({ subject: 'portal-backend', role: 'service' });
  const answer = await clientOf(bank, backend).createSession({
    body: { tenant_id: tenant.id, auth_assertion: await tenant.assertion({ subject: 'user-of-backend' }) },
  });
  assert.equal(answer.status, 201);
  const own = await clientOf(bank, await tenant.token({ subject: 'user-of-backend' })).refreshToken({ path: { session_id: answer.body.session_id } });
  assert.equal(own.status, 200);
});

test('a colour that is not written in hexadecimal is replaced by the default', async () => {
  const colourful = await bank.addTenant({ theme: { primaryColor: 'hotpink' } });
  const answer = await clientOf(bank, await colourful.token()).createSession({
    body: { tenant_id: colourful.id, auth_assertion: await colourful.assertion() },
  });
  assert.equal(answer.status, 201);
  assert.equal(answer.body.config.theme.primaryColor, '#0066cc');
});

test('settings that the tenant changes later leave a session as it was, and are those of the next', async () => {
  const changing = await bank.addTenant({ greeting: 'Before.' });
  const open = async () => clientOf(bank, await changing.token()).createSession({
    body: { tenant_id: changing.id, auth_assertion: await changing.assertion() },
  });
  const first = await open();
  await bank.db.query(SQL`update tenant_settings set greeting = 'After.' where tenant_id = ${changing.id}`);
  const second = await open();
  assert.ok(first.status === 201 && second.status === 201);
  assert.equal(second.body.config.greeting, 'After.');
  const [kept] = await bank.db.query<{ greeting: string }>(SQL`select settings ->> 'greeting' as greeting from sessions where id = ${first.body.session_id}`);
  assert.equal(kept?.greeting, 'Before.');
});

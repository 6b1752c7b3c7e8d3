import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank, type Claims, type Tenant } from './bank.ts';
import { rawRequest, type RawAnswer } from './raw-request.ts';

let bank: Bank;

before(async () => {
  bank = await startBank();
});

after(() => bank.close());

const nowhere = '00000000-0000-4000-8000-000000000000';

async function request(tenant: Tenant, path: string, bearer?: Claims): Promise<RawAnswer> {
  return rawRequest(`${bank.url}/v1/sessions${path}`, { token: await tenant.token(bearer), body: path === '' ? {} : undefined });
}

function count({ headers }: RawAnswer): { limit: number; remaining: number; reset: number } {
  const read = (name: string) => Number(headers.get(`x-ratelimit-${name}`) ?? Number.NaN);
  return { limit: read('limit'), remaining: read('remaining'), reset: read('reset') };
}

test('the three operations share one count, and every answer to a signed-in caller tells its state', async () => {
  const tenant = await bank.addTenant({}, { requests: 4, windowSeconds: 60 });
  const answers = [];
  for (const path of [`/${nowhere}/end`, `/${nowhere}/refresh-token`, '', `/${nowhere}/end`]) answers.push(await request(tenant, path));
  assert.deepEqual(answers.map(({ status }) => status), [404, 404, 400, 404]);
  assert.deepEqual(answers.map((answer) => count(answer).remaining), [3, 2, 1, 0]);
  for (const answer of answers) {
    const { limit, reset } = count(answer);
    assert.equal(limit, 4);
    assert.ok(reset > Date.now() / 1000 && reset <= Date.now() / 1000 + 61, `the window ends at ${reset}`);
  }
});

test('above the limit there is 429 with the time to wait', async () => {
  const tenant = await bank.addTenant({}, { requests: 1, windowSeconds: 60 });
  await request(tenant, `/${nowhere}/end`);
  const refused = await request(tenant, `/${nowhere}/end`);
  assert.equal(refused.status, 429);
  assert.equal(refused.body.error, 'rate_limited');
  const wait = Number(refused.headers.get('retry-after'));
  assert.ok(wait >= 1 && wait <= 60, `wait ${wait} seconds`);
  assert.deepEqual({ ...count(refused), reset: 0 }, { limit: 1, remaining: 0, reset: 0 });
});

test('each user of a tenant has a count of their own, and so has the same user id at another tenant', async () => {
  const limits = { requests: 1, windowSeconds: 60 };
  const [tenant, other] = [await bank.addTenant({}, limits), await bank.addTenant({}, limits)];
  assert.equal((await request(tenant, `/${nowhere}/end`)).status, 404);
  assert.equal((await request(tenant, `/${nowhere}/end`)).status, 429);
  assert.equal((await request(tenant, `/${nowhere}/end`, { subject: 'user-2' })).status, 404);
  assert.equal((await request(other, `/${nowhere}/end`)).status, 404);
});

test('requests of unknown callers are not counted to anyone', async () => {
  const tenant = await bank.addTenant({}, { requests: 1, windowSeconds: 60 });
  for (let index = 0; index < 3; index += 1) assert.equal((await request(tenant, `/${nowhere}/end`, { lifetimeSeconds: -60 })).status, 401);
  assert.equal((await request(tenant, `/${nowhere}/end`)).status, 404);
});

test('when the window is over the count begins anew', async () => {
  const tenant = await bank.addTenant({}, { requests: 1, windowSeconds: 1 });
  await request(tenant, `/${nowhere}/end`);
  let answer = await request(tenant, `/${nowhere}/end`);
  for (const end = Date.now() + 5000; answer.status === 429 && Date.now() < end; ) answer = await request(tenant, `/${nowhere}/end`);
  assert.equal(answer.status, 404);
});

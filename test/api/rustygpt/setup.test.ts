import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rawRequest } from './raw-request.ts';
import { clientWith, expectStatus, password, readJar, startRustygpt, type Rustygpt } from './rustygpt.ts';

let rustygpt: Rustygpt;

before(async () => {
  rustygpt = await startRustygpt();
});

after(() => rustygpt.close());

const administrator = { username: 'Ada', email: 'Ada@example.com', password };

test('what is no administrator is refused, and leaves the installation as it was', async () => {
  for (const body of [{}, { ...administrator, username: 'a b' }, { ...administrator, email: 'ada' }, { ...administrator, password: 'short' }]) {
    const refused = await rawRequest(`${rustygpt.url}/api/setup`, { method: 'POST', body });
    assert.deepEqual([refused.status, refused.body.code], [400, 'validation_failed'], JSON.stringify(body));
  }
  assert.deepEqual(expectStatus(await rustygpt.client.getSetup(), 200).body, { is_setup: false });
});

test("an address of somebody else's is not taken over, and a failed attempt is none", async () => {
  const { email } = await rustygpt.signUp();
  const refused = await rustygpt.client.setUp({ body: { ...administrator, email } });
  assert.equal(expectStatus(refused, 409).body.code, 'RGP.CONFLICT');
  assert.deepEqual(expectStatus(await rustygpt.client.getSetup(), 200).body, { is_setup: false });
});

test('of ten at the same moment one sets up, and nobody after that', async () => {
  const attempts = Array.from({ length: 10 }, (_, index) => ({ ...administrator, username: `ada-${index}`, email: `ada-${index}@example.com` }));
  const outcomes = await Promise.all(attempts.map((body) => rustygpt.client.setUp({ body })));
  const winners = outcomes.flatMap(({ status }, index) => (status === 200 ? [index] : []));
  assert.equal(winners.length, 1);
  for (const outcome of outcomes.filter(({ status }) => status !== 200)) assert.equal(expectStatus(outcome, 400).body.code, 'RGP.SETUP.COMPLETED');
  assert.deepEqual(expectStatus(await rustygpt.client.getSetup(), 200).body, { is_setup: true });
  const late = expectStatus(await rustygpt.client.setUp({ body: administrator }), 400).body;
  assert.deepEqual([late.code, late.status, late.title], ['RGP.SETUP.COMPLETED', 400, 'Bad Request']);

  const { email } = attempts[winners[0] ?? 0] ?? administrator;
  const { headers } = expectStatus(await rustygpt.client.logIn({ body: { email, password } }), 200);
  const { user } = expectStatus(await clientWith(rustygpt, readJar(headers)).getMe(), 200).body;
  assert.deepEqual([user.roles, user.username], [['admin'], `ada-${winners[0]}`]);
});

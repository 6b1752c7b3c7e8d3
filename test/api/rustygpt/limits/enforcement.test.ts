import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rawRequest, type RawAnswer } from '../raw-request.ts';
import { asHeaders, expectStatus, startRustygpt, type Person, type Rustygpt } from '../rustygpt.ts';

let rustygpt: Rustygpt;
let admin: Person;

before(async () => {
  rustygpt = await startRustygpt();
  admin = await rustygpt.signUp('admin');
});

after(() => rustygpt.close());

/** A limit that is not whole again while a test runs. */
const slow = (burst: number, perConversation = false) => ({ requests_per_second: 0.1, burst, per_conversation: perConversation });
const me = ({ url }: { url: string }, { jar }: Person): Promise<RawAnswer> => rawRequest(`${url}/api/auth/me`, { headers: asHeaders(jar) });

let profiles = 0;

/** Assigns a profile of its own to a route; the test takes it off again. */
async function assign(method: string, path: string, params: Record<string, unknown>): Promise<{ name: string; profileId: string; takeOff: () => Promise<void> }> {
  profiles += 1;
  const profile = expectStatus(await admin.client.createLimitProfile({ body: { name: `limit-${profiles}`, params } }), 201).body;
  const { id } = expectStatus(await admin.client.createLimitAssignment({ body: { profile_id: profile.id, method, path } }), 201).body;
  return { name: profile.name, profileId: profile.id, takeOff: async () => void expectStatus(await admin.client.deleteLimitAssignment({ path: { id } }), 204) };
}

test('a profile counts from the next request on, on every node, until it is taken off', async () => {
  const bob = await rustygpt.signUp();
  const other = await startRustygpt({ databaseUrl: rustygpt.databaseUrl });
  const { name, profileId, takeOff } = await assign('GET', '/api/auth/me', slow(1));
  try {
    for (const node of [rustygpt, other]) {
      const [allowed, refused] = [await me(node, bob), await me(node, bob)];
      assert.equal(allowed.headers.get('x-ratelimit-profile'), name);
      assert.deepEqual([allowed.status, refused.status, refused.body.code], [200, 429, 'RGP.RATE_LIMITED']);
      assert.deepEqual(['ratelimit-limit', 'ratelimit-remaining', 'retry-after'].map((header) => refused.headers.get(header)), ['1', '0', '10']);
      assert.match(refused.headers.get('ratelimit-reset') ?? '', /^(9|10|11)$/);
      assert.equal(refused.body.details?.retry_after_seconds, 10);
    }
    expectStatus(await admin.client.updateLimitProfile({ path: { id: profileId }, body: { params: slow(5) } }), 200);
    for (const node of [rustygpt, other]) assert.deepEqual([(await me(node, bob)).status, (await me(node, bob)).headers.get('ratelimit-limit')], [200, '5']);
  } finally {
    await takeOff();
    await other.close();
  }
  assert.equal((await me(rustygpt, bob)).headers.get('x-ratelimit-profile'), 'default');
});

test('each user has a count of their own', async () => {
  const [bob, eve] = [await rustygpt.signUp(), await rustygpt.signUp()];
  const { takeOff } = await assign('GET', '/api/auth/:what', slow(1));
  assert.deepEqual([(await me(rustygpt, bob)).status, (await me(rustygpt, bob)).status, (await me(rustygpt, eve)).status], [200, 429, 200]);
  await takeOff();
});

test('the first assignment that means the path decides', async () => {
  const bob = await rustygpt.signUp();
  const wide = await assign('GET', '/api/*', slow(3));
  const exact = await assign('GET', '/api/auth/me', slow(1));
  assert.equal((await me(rustygpt, bob)).headers.get('x-ratelimit-profile'), wide.name);
  await wide.takeOff();
  assert.equal((await me(rustygpt, bob)).headers.get('x-ratelimit-profile'), exact.name);
  await exact.takeOff();
});

test('each conversation has a count of its own where the profile says so, also by a message in it', async () => {
  const bob = await rustygpt.signUp();
  const [one, two] = [await converse(bob), await converse(bob)];
  const roots = await assign('POST', '/api/threads/:id/root', slow(1, true));
  const replies = await assign('POST', '/api/messages/:id/reply', slow(1, true));
  const body = { content: 'Again', role: 'user' as const };
  const begin = async (conversation_id: string) => (await bob.client.postRoot({ path: { conversation_id }, body })).status;
  assert.deepEqual([await begin(one.conversation), await begin(one.conversation), await begin(two.conversation)], [201, 429, 201]);
  const reply = async (parent_id: string) => (await bob.client.postReply({ path: { parent_id }, body })).status;
  assert.deepEqual([await reply(one.root), await reply(one.root), await reply(two.root)], [201, 429, 201]);
  await roots.takeOff();
  await replies.takeOff();
});

async function converse({ client }: Person): Promise<{ conversation: string; root: string }> {
  const { conversation_id } = expectStatus(await client.createConversation({ body: { title: 'Limits' } }), 201).body;
  const { root_id } = expectStatus(await client.postRoot({ path: { conversation_id }, body: { content: 'First' } }), 201).body;
  return { conversation: conversation_id, root: root_id };
}

test('without a profile, logging in is limited by network, and every operation on its own', async () => {
  const { services, databaseUrl } = rustygpt;
  const tight = await startRustygpt({ databaseUrl, services: { limits: { ...services.limits, loginPerMinute: 2, perSecond: 1, burst: 3 } } });
  try {
    const guess = (email: string) => rawRequest(`${tight.url}/api/auth/login`, { method: 'POST', body: { email, password: 'wrong' } });
    const guesses = [await guess('a@example.com'), await guess('b@example.com'), await guess('c@example.com')];
    assert.deepEqual(guesses.map(({ status, headers }) => [status, headers.get('x-ratelimit-profile')]), [[401, 'login'], [401, 'login'], [429, 'login']]);
    const setups = await Promise.all(Array.from({ length: 4 }, () => rawRequest(`${tight.url}/api/setup`)));
    assert.deepEqual(setups.map(({ status }) => status).sort(), [200, 200, 200, 429]);
    assert.equal((await rawRequest(`${tight.url}/api/setup`, { method: 'POST', body: {} })).status, 400);
    for (let count = 0; count < 5; count += 1) assert.equal((await rawRequest(`${tight.url}/healthz`)).headers.has('ratelimit-limit'), false);
  } finally {
    await tight.close();
  }
});

test('where limits are switched off nothing is counted', async () => {
  const { services, databaseUrl } = rustygpt;
  const free = await startRustygpt({ databaseUrl, services: { limits: { ...services.limits, isEnabled: false, burst: 1 } } });
  try {
    const answers = await Promise.all(Array.from({ length: 3 }, () => rawRequest(`${free.url}/api/setup`)));
    for (const { status, headers } of answers) assert.deepEqual([status, headers.has('ratelimit-limit')], [200, false]);
  } finally {
    await free.close();
  }
});

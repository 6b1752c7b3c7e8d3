import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { MemoryRateLimiter, type RateLimiter } from 'specwright/runtime';
import { rawRequest } from '../stella/raw-request.ts';
import { startGeneralBots, type GeneralBots, type Person } from './general-bots.ts';
import { openRefused, openRaw } from './raw-line.ts';

let bots: GeneralBots;
let ada: Person;
let root: Person;

before(async () => {
  bots = await startGeneralBots({ services: { quotas: {} }, settings: { trustedProxies: ['127.0.0.1'] } });
  [ada, root] = [await bots.signUp(), await bots.signUp({ roles: ['admin'] })];
});

after(() => bots.close());

interface Request {
  readonly path?: string;
  readonly token?: string;
  /** As the proxy says. */
  readonly from?: string;
  readonly method?: string;
}

/** Status, and the limit with its rest, of a request. */
async function ask({ path = '/health', token, from, method }: Request): Promise<{ status: number; limit: number; remaining: number; reset: number; retryAfter: number }> {
  const { status, headers } = await rawRequest(bots.url + path, { method, token, headers: from === undefined ? {} : { 'x-forwarded-for': from } });
  const read = (name: string) => Number(headers.get(name) ?? Number.NaN);
  return { status, limit: read('x-ratelimit-limit'), remaining: read('x-ratelimit-remaining'), reset: read('x-ratelimit-reset'), retryAfter: read('retry-after') };
}

/** The limit comes back evenly: a slow machine is granted a little more. */
function assertAbout(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 5, `${actual} is not about ${expected}`);
}

/** Asks until nothing is left, and says how often it was granted. */
async function exhaust(request: Request): Promise<number> {
  for (let granted = 0; ; ) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(request)));
    granted += answers.filter(({ status }) => status !== 429).length;
    if (answers.some(({ status }) => status === 429)) return granted;
  }
}

test('whoever is not signed in has 60 requests an hour, each address its own', async () => {
  const { limit, remaining, reset } = await ask({ from: '203.0.113.1' });
  assert.deepEqual([limit, remaining], [60, 59]);
  assert.ok(reset > Date.now() / 1000 && reset < Date.now() / 1000 + 3601);
  assertAbout(await exhaust({ from: '203.0.113.1' }), 59);
  const refused = await ask({ from: '203.0.113.1' });
  assert.deepEqual([refused.status, refused.remaining], [429, 0]);
  assert.ok(refused.retryAfter >= 1 && refused.retryAfter <= 60);
  assert.equal((await ask({ from: '203.0.113.2' })).remaining, 59);
});

test('a refusal tells how long to wait, in the body as well', async () => {
  const from = '203.0.113.3';
  await exhaust({ from });
  const { body } = await rawRequest(`${bots.url}/health`, { headers: { 'x-forwarded-for': from } });
  const { code, details } = body.error as unknown as { code: string; details: { retry_after_seconds: number } };
  assert.equal(code, 'RATE_LIMITED');
  assert.ok(details.retry_after_seconds >= 1);
});

test('wrong tokens, unknown paths and refused upgrades count as not signed in, and tell so', async () => {
  const from = '203.0.113.4';
  assert.deepEqual([(await ask({ path: '/api/session', token: 'nonsense', from })).status, (await ask({ path: '/nowhere', from })).status], [401, 404]);
  assert.equal((await ask({ path: '/auth/validate', token: 'nonsense', from })).status, 200);
  const { headers } = await openRefused(`${bots.url}/ws`, { 'x-forwarded-for': from });
  assert.deepEqual([headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']], ['60', '56']);
  await exhaust({ from });
  assert.equal((await openRefused(`${bots.url}/ws`, { 'x-forwarded-for': from })).status, 429);
  assert.equal((await ask({ path: '/api/session', token: ada.token, from })).status, 200, 'who can sign in is not harmed');
});

test('an address behind a proxy is the last one that no trusted proxy said', async () => {
  await exhaust({ from: '203.0.113.5' });
  assert.equal((await ask({ from: '198.51.100.1, 203.0.113.5' })).status, 429);
  assert.equal((await ask({ from: '203.0.113.5, 198.51.100.7' })).status, 200);
});

test('a user has 1000 an hour, over all operations and the WebSocket together', async () => {
  const first = await ask({ path: '/api/session', token: ada.token });
  assert.equal(first.limit, 1000);
  const { socket } = await openRaw(`${bots.url}/ws`, { authorization: `Bearer ${ada.token}` });
  socket.close();
  assertAbout((await ask({ path: '/api/bots', token: ada.token })).remaining, first.remaining - 2);
});

test('a user whose hour is used up is refused on every device, and at the WebSocket', async () => {
  const node = await bots.startNode({ services: { quotas: { user: 3 } } });
  try {
    const headers = (token: string) => ({ authorization: `Bearer ${token}` });
    const read = async ({ token }: Person) => (await rawRequest(`${node.url}/api/session`, { token })).status;
    assert.deepEqual([await read(ada), await read(ada), await read(ada), await read(ada)], [200, 200, 200, 429]);
    assert.equal((await openRefused(`${node.url}/ws`, headers(ada.token))).status, 429);
    assert.equal(await read(await bots.signInAgain(ada)), 429, 'another device of hers is hers');
    assert.equal(await read(root), 200);
  } finally {
    await node.close();
  }
});

test('an administrator has 5000', async () => {
  assert.equal((await ask({ path: '/api/session', token: root.token })).limit, 5000);
});

test('a preflight costs nothing', async () => {
  const from = '203.0.113.6';
  const headers = { origin: 'https://app.example', 'access-control-request-method': 'GET', 'x-forwarded-for': from };
  await fetch(`${bots.url}/api/bots`, { method: 'OPTIONS', headers });
  assert.equal((await ask({ from })).remaining, 59);
});

test('nodes that share a limiter count together, as they do with Redis', async () => {
  const shared = new MemoryRateLimiter();
  const rateLimiter: RateLimiter = { take: async (...use) => shared.take(...use) };
  const nodes = [await bots.startNode({ settings: { rateLimiter } }), await bots.startNode({ settings: { rateLimiter } })];
  try {
    const remaining = [];
    for (const { url } of [...nodes, ...nodes]) remaining.push((await fetch(`${url}/health`)).headers.get('x-ratelimit-remaining'));
    assert.deepEqual(remaining, ['59', '58', '57', '56']);
  } finally {
    for (const node of nodes) await node.close();
  }
});

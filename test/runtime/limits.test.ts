import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryRateLimiter, type OperationRow, type RateLimitRow, type RateLimiter } from 'specwright/runtime';
import { RawClient } from './raw-client.ts';
import { operation, takesJson, withService, type Handler, type TestServiceOptions } from './test-service.ts';

const rate = (by: RateLimitRow['by'], limit: number, name = 'shared'): RateLimitRow => ({ name, by, limit, windowSeconds: 60 });
const limited = (path: string, rates: RateLimitRow[], row: Partial<OperationRow> = {}) => operation({ path, ...row, limits: { rates } });
const ok: Handler = () => ({ status: 200, body: 'ok' });
const secured = { security: [[{ scheme: 'token', scopes: [] }]] };
const signIn: TestServiceOptions['signIn'] = {
  token: (credential) => (credential.kind === 'bearer' && credential.token !== 'bad' ? { name: credential.token } : { refused: 'unauthenticated', reason: 'bad', detail: '' }),
};
const bearer = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });

describe('rate limits', () => {
  it('tell on every answer what is left, and on a refusal when to come back', async () => {
    await withService([[limited('/a', [rate('client', 2)]), ok]], {}, async ({ url }) => {
      const first = await fetch(`${url}/a`);
      assert.equal(first.headers.get('x-ratelimit-limit'), '2');
      assert.equal(first.headers.get('x-ratelimit-remaining'), '1');
      const reset = Number(first.headers.get('x-ratelimit-reset')) - Date.now() / 1000;
      assert.ok(reset > 28 && reset < 32, `reset is in ${reset} s`);
      await fetch(`${url}/a`);
      const refused = await fetch(`${url}/a`);
      assert.equal(refused.status, 429);
      assert.equal(refused.headers.get('retry-after'), '30');
      assert.equal(refused.headers.get('x-ratelimit-remaining'), '0');
      assert.deepEqual(await refused.json(), { error: 'rate-limited', retryAfterSeconds: 30 });
    });
  });

  it('may be told in the names of the draft, with seconds until the limit is whole', async () => {
    await withService([[limited('/a', [rate('client', 2)]), ok]], { rateLimitHeaders: 'RateLimit' }, async ({ url }) => {
      const { headers } = await fetch(`${url}/a`);
      assert.deepEqual([headers.get('ratelimit-limit'), headers.get('ratelimit-remaining'), headers.has('x-ratelimit-limit')], ['2', '1', false]);
      assert.ok(Math.abs(Number(headers.get('ratelimit-reset')) - 30) <= 1);
    });
  });

  it('are told on errors, too', async () => {
    await withService([[limited('/a', [rate('client', 5)], secured), ok]], { signIn }, async ({ url }) => {
      const refused = await fetch(`${url}/a`, bearer('bad'));
      assert.deepEqual([refused.status, refused.headers.get('x-ratelimit-remaining')], [401, '4']);
    });
  });

  it('of one name are one count', async () => {
    await withService([[limited('/a', [rate('client', 2)]), ok], [limited('/b', [rate('client', 2)]), ok], [limited('/c', [rate('client', 2, 'other')]), ok]], {}, async ({ url }) => {
      await fetch(`${url}/a`);
      await fetch(`${url}/b`);
      assert.equal((await fetch(`${url}/a`)).status, 429);
      assert.equal((await fetch(`${url}/c`)).status, 200);
    });
  });

  it('by client stop guessing before sign-in', async () => {
    let attempts = 0;
    const counting = { token: () => ((attempts += 1), { refused: 'unauthenticated', reason: 'bad', detail: '' } as const) };
    await withService([[limited('/a', [rate('client', 3)], secured), ok]], { signIn: counting }, async ({ url }) => {
      const statuses = [];
      for (let index = 0; index < 5; index += 1) statuses.push((await fetch(`${url}/a`, bearer('guess'))).status);
      assert.deepEqual(statuses, [401, 401, 401, 429, 429]);
      assert.equal(attempts, 3);
    });
  });

  it('by actor follow the actor, with the numbers that the service gives', async () => {
    const rateLimit: TestServiceOptions['rateLimit'] = (actor) => {
      const { name } = actor as { name: string };
      return name === 'anybody' ? undefined : { key: name, limit: name === 'rich' ? 3 : 1, windowSeconds: 60 };
    };
    await withService([[limited('/a', [rate('actor', 2)], secured), ok]], { signIn, rateLimit }, async ({ url }) => {
      const statuses = async (token: string): Promise<number[]> => {
        const found = [];
        for (let index = 0; index < 4; index += 1) found.push((await fetch(`${url}/a`, bearer(token))).status);
        return found;
      };
      assert.deepEqual(await statuses('rich'), [200, 200, 200, 429]);
      assert.deepEqual(await statuses('poor'), [200, 429, 429, 429]);
      assert.deepEqual(await statuses('anybody'), [200, 200, 429, 429]);
    });
  });

  it('together show the one with least left', async () => {
    await withService([[limited('/a', [rate('client', 10, 'wide'), rate('client', 2, 'narrow')]), ok]], {}, async ({ url }) => {
      assert.equal((await fetch(`${url}/a`)).headers.get('x-ratelimit-limit'), '2');
    });
  });

  it('may be counted elsewhere, by a limiter that takes its time', async () => {
    const keys: string[] = [];
    const rateLimiter: RateLimiter = {
      take: async (key, limit) => (keys.push(key), { allowed: true, limit, remaining: 7, resetSeconds: 1, retryAfterSeconds: 0 }),
    };
    await withService([[limited('/a', [rate('client', 9)]), ok]], { settings: { rateLimiter } }, async ({ url }) => {
      assert.equal((await fetch(`${url}/a`)).headers.get('x-ratelimit-remaining'), '7');
      assert.deepEqual(keys, ['test:shared:client:127.0.0.1']);
    });
  });

  it('count clients behind a trusted proxy apart, and believe nobody else', async () => {
    const routes = [[limited('/a', [rate('client', 1)]), ok]] as const;
    const from = (forwarded: string): RequestInit => ({ headers: { 'x-forwarded-for': forwarded } });
    await withService(routes, { settings: { trustedProxies: ['127.0.0.0/8'] } }, async ({ url }) => {
      assert.equal((await fetch(`${url}/a`, from('203.0.113.1'))).status, 200);
      assert.equal((await fetch(`${url}/a`, from('203.0.113.2'))).status, 200);
      assert.equal((await fetch(`${url}/a`, from('198.51.100.9, 203.0.113.2'))).status, 429, 'an invented hop must not help');
    });
    await withService(routes, {}, async ({ url }) => {
      assert.equal((await fetch(`${url}/a`, from('203.0.113.1'))).status, 200);
      assert.equal((await fetch(`${url}/a`, from('203.0.113.2'))).status, 429);
    });
  });
});

describe('limits by caller', () => {
  const routes = [
    [limited('/open', [rate('caller', 3)]), ok],
    [limited('/closed', [rate('caller', 3)], { ...secured, method: 'post', body: takesJson() }), ok],
  ] as const;
  const rateLimit: TestServiceOptions['rateLimit'] = (actor) => ({ key: (actor as { name: string }).name, limit: 9, windowSeconds: 60 });
  const state = ({ status, headers }: Response) => [status, headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')];
  const post = (token: string, body = '{}'): RequestInit => ({ method: 'POST', body, headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` } });

  it('count who signed in under a limit of theirs, and a stranger under the contract’s', async () => {
    await withService(routes, { signIn, rateLimit }, async ({ url }) => {
      assert.deepEqual(state(await fetch(`${url}/closed`, post('ada'))), [200, '9', '8']);
      assert.deepEqual(state(await fetch(`${url}/open`)), [200, '3', '2']);
      assert.deepEqual(state(await fetch(`${url}/closed`, post('ada'))), [200, '9', '7']);
    });
  });

  it('count what is refused before sign-in as a stranger’s, and tell so', async () => {
    await withService(routes, { signIn, rateLimit }, async ({ url }) => {
      assert.deepEqual(state(await fetch(`${url}/closed`, post('bad'))), [401, '3', '2']);
      assert.deepEqual(state(await fetch(`${url}/closed`, post('ada', `"${'x'.repeat(2000)}"`))), [413, '3', '1']);
      assert.deepEqual(state(await fetch(`${url}/closed`, post('bad'))), [401, '3', '0']);
      assert.deepEqual(state(await fetch(`${url}/closed`, post('bad'))), [429, '3', '0']);
      assert.deepEqual(state(await fetch(`${url}/closed`, post('ada'))), [200, '9', '8'], 'who can sign in is not harmed');
    });
  });

  it('cover paths and methods that do not exist, but no preflight', async () => {
    await withService(routes, { signIn, rateLimit }, async ({ url }) => {
      assert.deepEqual(state(await fetch(`${url}/open`, { method: 'OPTIONS' })), [204, null, null]);
      assert.deepEqual(state(await fetch(`${url}/nowhere`)), [404, '3', '2']);
      assert.deepEqual(state(await fetch(`${url}/open`, { method: 'PUT' })), [405, '3', '1']);
      assert.deepEqual(state(await fetch(`${url}/nowhere`)), [404, '3', '0']);
      assert.deepEqual(state(await fetch(`${url}/nowhere`)), [429, '3', '0']);
    });
  });

  it('tell what is left where sign-in itself failed, which costs nothing', async () => {
    const broken: TestServiceOptions['signIn'] = { token: () => Promise.reject(new Error('the directory is away')) };
    await withService(routes, { signIn: broken, rateLimit }, async ({ url }) => {
      assert.deepEqual(state(await fetch(`${url}/closed`, post('ada'))), [500, '3', '3']);
      assert.deepEqual(state(await fetch(`${url}/closed`, post('ada'))), [500, '3', '3']);
    });
  });

  it('take strangers’ numbers from the service, where it has some, and wait for a limiter elsewhere', async () => {
    const inner = new MemoryRateLimiter();
    const rateLimiter: RateLimiter = { take: async (...use) => inner.take(...use) };
    const strangersLimit = () => ({ limit: 1, windowSeconds: 60 });
    await withService(routes, { signIn, rateLimit, strangersLimit, settings: { rateLimiter } }, async ({ url }) => {
      assert.deepEqual(state(await fetch(`${url}/closed`, post('bad'))), [401, '1', '0']);
      assert.deepEqual(state(await fetch(`${url}/nowhere`)), [429, '1', '0']);
      assert.deepEqual(state(await fetch(`${url}/closed`, post('ada'))), [200, '9', '8']);
    });
  });

  it('that cannot be counted harm nobody who is refused anyway', async () => {
    const rateLimiter: RateLimiter = { take: () => Promise.reject(new Error('away')) };
    await withService(routes, { signIn, settings: { rateLimiter } }, async ({ url }) => {
      assert.deepEqual(state(await fetch(`${url}/nowhere`)), [404, null, null]);
    });
  });
});

describe('requests in flight', () => {
  it('above the setting are answered 503 at once, and not afterwards', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const hold: Handler = async () => {
      await released;
      return { status: 200, body: 'held' };
    };
    await withService([[operation({ path: '/hold' }), hold]], { settings: { maxConcurrentRequests: 2 } }, async ({ url, port, metrics }) => {
      const held = [new RawClient(port), new RawClient(port)];
      for (const client of held) client.send('GET /hold HTTP/1.1\r\nHost: x\r\n\r\n');
      while (!/in_flight\{service="test"\} 2/.test(await metrics())) await new Promise(setImmediate);
      const refused = await fetch(`${url}/hold`);
      assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '1']);
      assert.deepEqual(await refused.json(), { error: 'overloaded', retryAfterSeconds: 1 });
      release();
      for (const client of held) await client.until((received) => received.includes('held'));
      assert.equal((await fetch(`${url}/hold`)).status, 200);
      held.forEach((client) => client.close());
    });
  });
});

import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { RedisRateLimiter } from '../../../runtime/rate-limit/redis-rate-limiter.ts';

const hasRedis = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);
const silent = pino({ level: 'silent' });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

describe('rate limits in Redis', { skip: hasRedis === undefined && process.env['REDIS_URL'] === undefined ? 'neither redis-server nor REDIS_URL here' : false }, () => {
  let server: ChildProcess | undefined;
  let url = process.env['REDIS_URL'] ?? '';

  before(async () => {
    if (url !== '') return;
    const port = await freePort();
    server = spawn(hasRedis ?? '', ['--port', String(port), '--save', '', '--appendonly', 'no'], { stdio: ['ignore', 'pipe', 'ignore'] });
    url = `redis://127.0.0.1:${port}`;
    let said = '';
    for await (const chunk of server.stdout ?? []) if (/ready to accept/i.test(said += String(chunk))) break;
  });

  after(() => server?.kill());

  const limiters = async (count: number): Promise<RedisRateLimiter[]> => {
    const made = Array.from({ length: count }, () => new RedisRateLimiter({ url, log: silent, prefix: `test:${process.pid}:` }));
    await Promise.all(made.map((limiter) => limiter.ready()));
    return made;
  };

  it('are one count for several processes, however they interleave', async () => {
    const nodes = await limiters(3);
    const takes = await Promise.all(Array.from({ length: 30 }, (_, index) => (nodes[index % 3] as RedisRateLimiter).take('shared', 10, 600)));
    assert.equal(takes.filter(({ allowed }) => allowed).length, 10);
    const refused = takes.find(({ allowed }) => !allowed);
    assert.ok(refused !== undefined && refused.retryAfterSeconds > 0 && refused.retryAfterSeconds <= 60);
    nodes.forEach((node) => node.close());
  });

  it('tell the same numbers as in one process', async () => {
    const [limiter] = await limiters(1);
    const take = await limiter?.take('numbers', 3, 60);
    assert.deepEqual([take?.allowed, take?.limit, take?.remaining, take?.retryAfterSeconds], [true, 3, 2, 0]);
    const reset = (take?.resetSeconds ?? 0) - Date.now() / 1000;
    assert.ok(reset > 18 && reset <= 22, String(reset));
    assert.deepEqual([(await limiter?.take('numbers', 3, 60, 0))?.remaining, (await limiter?.take('never seen', 3, 60, 0))?.remaining], [2, 3]);
    limiter?.close();
  });
});

describe('rate limits in Redis that is away', () => {
  it('are counted in this process, neither refused nor forgotten', async () => {
    const limiter = new RedisRateLimiter({ url: `redis://127.0.0.1:${await freePort()}`, log: silent });
    const takes = [await limiter.take('a', 2, 60), await limiter.take('a', 2, 60), await limiter.take('a', 2, 60)];
    assert.deepEqual(takes.map(({ allowed }) => allowed), [true, true, false]);
    limiter.close();
  });
});

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createTestDatabase } from '../database.ts';
import { freePort, noRedis, startRedis } from '../redis.ts';
import { addressesOf, createDataDirectory, freePorts, run } from './start-process.ts';

const data = await createDataDirectory();
const database = await createTestDatabase();
after(async () => {
  await database.drop();
  await data.remove();
});

test('WORKERS=2 serves all APIs by two processes that are counted and stopped together', { skip: noRedis }, async (context) => {
  const redisPort = await freePort();
  startRedis(context, redisPort);
  const environment = {
    ...freePorts, DATA_DIRECTORY: data.directory, DATABASE_URL: database.url, REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    WORKERS: '2', SOCKET_IO_POLLING: 'off', LOG_LEVEL: 'silent',
  };
  const started = run(context, ['start'], { environment });
  const { virtualBanker, stella, metrics } = await addressesOf(started);
  const scrape = async () => (await fetch(metrics)).text();
  assert.match(await scrape(), /^workers_serving 2$/m);
  assert.deepEqual(await Promise.all([`${virtualBanker}/health`, `${stella}/ping`].map(async (url) => (await fetch(url)).status)), [200, 200]);
  assert.match(await scrape(), /^http_requests_total\{operation="getHealth".*status="200".* 1$/m);
  started.signal('SIGTERM');
  assert.deepEqual(await started.exited, { code: 0, signal: null });
});

import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { pino } from 'pino';
import { createRedisFanOut, RedisRateLimiter } from 'specwright/runtime';
import { freePort, noRedis, startRedis } from '../../redis.ts';
import type { StartedService } from '../start-service.ts';
import { hearAnswer, talk } from './conversation.ts';
import { expectStatus, openBotSession, startGeneralBots, type GeneralBots, type Person } from './general-bots.ts';

let bots: GeneralBots;
let root: Person;

before(async () => {
  bots = await startGeneralBots({ services: { quotas: {} } });
  root = await bots.signUp({ roles: ['admin'] });
  await bots.addBot('helper');
});

after(() => bots.close());

/** Two processes of the service that share a Redis, until the test ends. */
async function startPair(test: TestContext): Promise<readonly [StartedService, StartedService]> {
  const port = await freePort();
  startRedis(test, port);
  const log = pino({ level: 'silent' });
  const start = async () => {
    const url = `redis://127.0.0.1:${port}`;
    const [rateLimiter, fanOut] = [new RedisRateLimiter({ url, log }), createRedisFanOut(url, log)];
    await Promise.all([rateLimiter.ready(), fanOut.ready()]);
    const node = await bots.startNode({ settings: { rateLimiter, fanOut } });
    test.after(async () => {
      await node.close();
      rateLimiter.close();
      await fanOut.close();
    });
    return node;
  };
  return [await start(), await start()];
}

test('nodes with one Redis count together, hear each other’s answers and sign out together', { skip: noRedis }, async (context) => {
  const [here, there] = await startPair(context);
  const left = async ({ url }: StartedService) => (await fetch(`${url}/health`)).headers.get('x-ratelimit-remaining');
  assert.deepEqual([await left(here), await left(there), await left(here)], ['59', '58', '57']);

  const session_id = await openBotSession(root, 'helper');
  const [asker, listener] = [await talk(here, root, { session_id }), await talk(there, root, { session_id })];
  await Promise.all([asker.once('connected'), listener.once('connected')]);
  asker.send('message', { content: 'Hello', message_id: 'm-1' });
  const [asked, heard] = [await hearAnswer(asker), await hearAnswer(listener)];
  assert.equal(heard.text, asked.text);
  assert.equal(heard.end.reply_to, 'm-1');

  const { url, headers } = { url: `${there.url}/api/admin/system/status`, headers: { authorization: `Bearer ${root.token}` } };
  const { components } = (await (await fetch(url, { headers })).json()) as { components: { name: string; status: string }[] };
  assert.equal(components.find(({ name }) => name === 'redis')?.status, 'healthy');

  const ended = await fetch(`${here.url}/api/session/${root.member.loginId}`, { method: 'DELETE', headers });
  assert.equal(ended.status, 200);
  assert.deepEqual([(await asker.closed).code, (await listener.closed).code], [4401, 4401]);
  expectStatus(await root.client.getSession(), 401);
});

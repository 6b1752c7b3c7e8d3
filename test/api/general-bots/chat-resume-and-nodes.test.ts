import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { type Model, type ModelServer, startModelServer } from '../virtual-banker/model-server.ts';
import { hearAnswer, talk } from './conversation.ts';
import { expectStatus, type GeneralBots, openBotSession, type Person, startGeneralBots } from './general-bots.ts';
import { pino } from 'pino';
import { createRedisFanOut, RedisRateLimiter } from 'specwright/runtime';
import { freePort, noRedis, startRedis } from '../../redis.ts';
import type { StartedService } from '../start-service.ts';

describe('a cut connection', () => {
  let model: ModelServer;
  let bots: GeneralBots;
  let ada: Person;

  before(async () => {
    model = await startModelServer();
    bots = await startGeneralBots({ services: { assistant: model.assistant } });
    ada = await bots.signUp();
    await bots.addBot('helper');
  });

  after(async () => {
    await bots.close();
    await model.close();
  });

  const takeVoice = () => new Promise<Model>((resolve) => model.answer(resolve));

  /** A bot session in which an answer has begun, whose reader has gone away. */
  async function cutOff(): Promise<{ session_id: string; voice: Model; answerId: string }> {
    const session_id = await openBotSession(ada, 'helper');
    const line = await talk(bots, ada, { session_id });
    line.send('message', { content: 'Tell me', message_id: 'm-1' });
    const voice = await takeVoice();
    voice.say('Once upon ');
    const { message_id } = await line.once('message', { where: ({ content }) => content !== '' });
    await line.close();
    return { session_id, voice, answerId: message_id };
  }

  test('an answer goes on without its reader; who comes back gets what was said so far, and the rest as it comes', async () => {
    const { session_id, voice, answerId } = await cutOff();
    const line = await talk(bots, ada, { session_id });
    assert.equal((await line.once('connected')).resumed, true);
    const first = await line.once('message');
    assert.deepEqual([first.content, first.is_complete, first.message_id, first.reply_to], ['Once upon ', false, answerId, 'm-1']);
    voice.say('a time');
    voice.done();
    const { text, end } = await hearAnswer(line);
    assert.deepEqual([text, end.message_id], ['a time', answerId]);
    await line.close();
  });

  test('what was missed is sent whole after the last message that was seen', async () => {
    const { session_id, voice, answerId } = await cutOff();
    const listener = await talk(bots, ada, { session_id });
    voice.done();
    await hearAnswer(listener);
    listener.send('message', { content: 'And then?' });
    const next = await takeVoice();
    next.say('They lived.');
    next.done();
    const { end } = await hearAnswer(listener);
    const line = await talk(bots, ada, { session_id, last_message_id: answerId });
    const missed = [await line.once('message'), await line.once('message')];
    assert.deepEqual(missed.map(({ sender, content, is_complete, message_type }) => [sender, content, is_complete, message_type]), [
      ['user', 'And then?', true, 1],
      ['bot', 'They lived.', true, 2],
    ]);
    assert.equal(missed[1]?.message_id, end.message_id);
    await Promise.all([line.close(), listener.close()]);
  });

  test('a last message that the bot session does not have means everything', async () => {
    const { session_id, voice } = await cutOff();
    voice.done();
    const line = await talk(bots, ada, { session_id, last_message_id: 'unknown' });
    assert.equal((await line.once('message')).content, 'Tell me');
    await line.close();
  });

  test('another process that is asked to continue sends an answer whole that it does not give itself, then what comes next', async () => {
    const { session_id, voice, answerId } = await cutOff();
    const node = await bots.startNode();
    try {
      const line = await talk(node, ada, { session_id });
      await line.once('connected');
      line.send('message', { content: 'And then?', message_id: 'm-2' });
      voice.say('a time');
      voice.done();
      const whole = await line.once('message');
      assert.deepEqual([whole.content, whole.is_complete, whole.message_id], ['Once upon a time', true, answerId]);
      const next = await takeVoice();
      next.say('The end.');
      next.done();
      const { text, end } = await hearAnswer(line);
      assert.deepEqual([text, end.reply_to], ['The end.', 'm-2']);
      await line.close();
    } finally {
      await node.close();
    }
  });
});

describe('several nodes', () => {
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
});

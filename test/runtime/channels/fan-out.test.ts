import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { pino } from 'pino';
import type { FanOut } from '../../../runtime/channels/fan-out/fan-out.ts';
import { createProcessFanOut } from '../../../runtime/channels/fan-out/process-fan-out.ts';
import { createRedisFanOut } from '../../../runtime/channels/fan-out/redis-fan-out.ts';
import { connectSocketIo, connectWebSocket, type WebSocketConnection } from '../../../runtime/client/index.ts';
import { freePort, noRedis, startRedis } from '../../redis.ts';
import { roomHandlers, roomRow, talkHandlers, talkRow, type RoomReceives, type RoomSends, type TalkReceives, type TalkSends } from './room-channel.ts';
import { startChannels, type RunningChannels } from './start-channels.ts';

const channels = [{ row: roomRow(), handlers: roomHandlers() }, { row: talkRow(), handlers: talkHandlers() }];

async function startNodes(test: TestContext, fanOuts: readonly FanOut[]): Promise<RunningChannels[]> {
  const nodes = await Promise.all(fanOuts.map((fanOut) => startChannels({ channels, fanOut })));
  test.after(() => Promise.all(nodes.map((node) => node.stop())));
  return nodes;
}

async function openRoom(node: RunningChannels): Promise<WebSocketConnection<RoomSends, RoomReceives>> {
  const room = await connectWebSocket<RoomSends, RoomReceives>({ url: `${node.url}/v1/rooms/hall`, discriminator: 'type' });
  await room.request('ping', {}, { replies: ['pong'] });
  return room;
}

/** What is published and disconnected on one node reaches the connections of the other, whatever carries it. */
async function proveFanOut(test: TestContext, fanOuts: readonly [FanOut, FanOut]): Promise<void> {
  const [here, there] = await startNodes(test, fanOuts);
  assert.ok(here && there);
  const [near, far] = [await openRoom(here), await openRoom(there)];
  const talk = await connectSocketIo<TalkSends, TalkReceives>({
    url: there.url,
    namespace: '/talk',
    query: { room: 'hall' },
    encodings: { receives: { news: 'json-text' } },
  });
  test.after(() => talk.close());
  here.channels.publishers['room']?.publish('hall', 'said', { text: 'to all nodes' });
  here.channels.publishers['talk']?.publish('hall', 'news', { wish: 'to all nodes' });
  assert.deepEqual(await far.once('said'), { type: 'said', text: 'to all nodes' });
  assert.deepEqual(await near.once('said'), { type: 'said', text: 'to all nodes' });
  assert.deepEqual(await talk.once('news'), { wish: 'to all nodes' });
  here.channels.publishers['room']?.disconnect('hall', { code: 4409, reason: 'replaced' });
  assert.deepEqual(await far.closed, { code: 4409, reason: 'replaced' });
  await assert.rejects(near.once('said'), { name: 'ConnectionClosed' }, 'every message comes once');
}

describe('fan-out within a process', () => {
  it('reaches the connections of other nodes, once', async (test) => {
    const fanOut = createProcessFanOut();
    await proveFanOut(test, [fanOut, fanOut]);
  });

  it('ends with the node that leaves', async (test) => {
    const fanOut = createProcessFanOut();
    const [here, there] = await startNodes(test, [fanOut, fanOut]);
    await there?.channels.close(1001, 'going away');
    here?.channels.publishers['room']?.publish('hall', 'said', { text: 'to nobody' });
  });

  it('keeps services of different names apart', () => {
    const fanOut = createProcessFanOut();
    const heard: string[] = [];
    const first = fanOut.join('first', () => heard.push('first'));
    fanOut.join('second', () => heard.push('second'));
    fanOut.join('first', () => heard.push('other first'));
    first.send({ channel: 'room', topic: 'hall' });
    assert.deepEqual(heard, ['other first']);
  });
});

describe('fan-out through Redis', () => {
  it('reaches the connections of other nodes, once', { skip: noRedis }, async (test) => {
    const port = await freePort();
    startRedis(test, port);
    const fanOuts = [0, 1].map(() => createRedisFanOut(`redis://127.0.0.1:${port}`, pino({ level: 'silent' })));
    const [first, second] = fanOuts;
    assert.ok(first && second);
    test.after(() => Promise.all(fanOuts.map((fanOut) => fanOut.close())));
    await Promise.all(fanOuts.map((fanOut) => fanOut.ready()));
    await proveFanOut(test, [first, second]);
  });

  it('says once that the server is away, and what was lost when it is back', { skip: noRedis }, async (test) => {
    const port = await freePort();
    const lines: { msg: string; lostNotices?: number }[] = [];
    const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line) as { msg: string }) });
    const fanOut = createRedisFanOut(`redis://127.0.0.1:${port}`, log);
    test.after(() => fanOut.close());
    const membership = fanOut.join('rooms', () => undefined);
    for (let count = 0; count < 3; count += 1) membership.send({ channel: 'room', topic: 'hall' });
    startRedis(test, port);
    await fanOut.ready();
    await membership.leave();
    assert.deepEqual(lines.map(({ msg, lostNotices }) => [msg, lostNotices]), [
      ['Redis is away: the connections of other nodes are not reached', undefined],
      ['Redis is back: the connections of other nodes are reached again', 3],
    ]);
  });

  it('is left at once, also while the server does not answer', { skip: noRedis }, async (test) => {
    const port = await freePort();
    const redis = startRedis(test, port);
    const fanOut = createRedisFanOut(`redis://127.0.0.1:${port}`, pino({ level: 'silent' }));
    test.after(() => fanOut.close());
    const membership = fanOut.join('rooms', () => undefined);
    await fanOut.ready();
    redis.kill('SIGSTOP');
    await membership.leave();
  });
});

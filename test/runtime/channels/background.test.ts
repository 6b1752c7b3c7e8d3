import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import { connectWebSocket } from '../../../runtime/client/index.ts';
import type { ChannelContext, Context } from '../../../runtime/service.ts';
import { roomHandlers, roomRow, type RoomReceives, type RoomSends } from './room-channel.ts';
import { startChannels, type RunningChannels } from './start-channels.ts';

type Work = (signal: AbortSignal) => Promise<void>;

/** A service whose handler leaves `work` in the background, after the connection that asked for it is gone. */
async function startWork(work: Work, { drainSeconds = 5 } = {}): Promise<RunningChannels> {
  const receive = { receiveSay: (_: unknown, __: unknown, context: ChannelContext<Context>) => context.background(work) };
  const service = await startChannels({ channels: [{ row: roomRow(), handlers: roomHandlers({ receive }) }], settings: { drainSeconds } });
  const room = await connectWebSocket<RoomSends, RoomReceives>({ url: `${service.url}/v1/rooms/hall`, discriminator: 'type' });
  room.send('say', { type: 'say', text: 'begin' });
  await room.request('ping', { type: 'ping' }, { replies: ['pong'] });
  room.close();
  await room.closed;
  return service;
}

describe('work in the background', () => {
  it('goes on after its connection has closed, and draining waits for it', async () => {
    const gate = new EventEmitter();
    const steps: string[] = [];
    const service = await startWork(async () => {
      await once(gate, 'open');
      steps.push('done');
    });
    const stopped = service.stop().then(() => steps.push('stopped'));
    gate.emit('open');
    await stopped;
    assert.deepEqual(steps, ['done', 'stopped']);
  });

  it('is told to stop when the time for draining is over, and may still say its last words', async () => {
    const steps: string[] = [];
    const work: Work = async (signal) => {
      if (!signal.aborted) await once(signal, 'abort');
      await new Promise((resolve) => setImmediate(resolve));
      steps.push('stored');
    };
    const service = await startWork(work, { drainSeconds: 0 });
    await service.stop();
    assert.deepEqual(steps, ['stored']);
  });

  it('is logged when it fails, and harms nobody', async () => {
    const service = await startWork(() => Promise.reject(new Error('no model')));
    await service.stop();
    const failed = service.logged.find(({ msg }) => msg === 'work in the background failed');
    assert.equal((failed?.['err'] as { message: string }).message, 'no model');
  });
});

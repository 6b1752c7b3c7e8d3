import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

/** In a process of its own, because the library writes its warnings past JavaScript. */
const program = `
  import { connectWebSocket } from './runtime/client/index.ts';
  import { roomHandlers, roomRow } from './test/runtime/channels/room-channel.ts';
  import { startChannels } from './test/runtime/channels/start-channels.ts';

  const row = roomRow({ security: [[{ scheme: 'token', scopes: [] }]] });
  const service = await startChannels({ channels: [{ row, handlers: roomHandlers() }] });
  for (let count = 0; count < 5; count += 1) {
    const rooms = await Promise.all(Array.from({ length: 20 }, () =>
      connectWebSocket({ url: service.url + '/v1/rooms/hall', discriminator: 'type', headers: { authorization: 'Bearer good' } })));
    for (const room of rooms) await room.request('ping', {}, { replies: ['pong'] });
    for (const room of rooms) await room.close();
  }
  await service.stop();
  console.log('stopped');
`;

describe('an upgrade that is decided after its callback', () => {
  it('works in silence, and leaves nothing behind that keeps the process alive', async () => {
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], { timeout: 60_000 });
    assert.deepEqual(await run, { stdout: 'stopped\n', stderr: '' });
  });
});

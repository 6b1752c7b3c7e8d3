import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProcessFanOut, MemoryRateLimiter, serve, type Settings } from 'specwright/runtime';
import { roomRow, talkRow } from '../channels/room-channel.ts';
import { operation, startService, testService, withService } from '../test-service.ts';

const limits = { rates: [{ name: 'all', by: 'client', limit: 1, windowSeconds: 1 }] } as const;
const limited = [[operation({ path: '/limited', limits }), () => ({ status: 200 })]] as const;

test('a service with limits does not share its port without sharing its counts', async () => {
  await assert.rejects(startService(limited, { settings: { sharePort: true } }), { code: 'sharing-unsafe', message: /get \/limited has a rate limit.*RedisRateLimiter/ });
  await withService(limited, { settings: { sharePort: true, rateLimiter: new MemoryRateLimiter() } }, async ({ port }) => assert.ok(port > 0));
});

/** A service whose only channel is this one. */
function serveChannel(row: ReturnType<typeof roomRow>, settings: Partial<Settings>): Promise<unknown> {
  const service = testService([]);
  const joined = { ...service, contract: { ...service.contract, channels: [row] } };
  return serve(joined, { db: undefined, services: undefined, settings: { mode: 'test', port: 0, sharePort: true, ...settings } });
}

test('a service with channels does not share its port without reaching the connections of the others', async () => {
  await assert.rejects(serveChannel(roomRow(), {}), { code: 'sharing-unsafe', message: /the channel room .*createRedisFanOut/ });
});

test('Socket.IO shares a port only where nobody polls', async () => {
  const fanOut = createProcessFanOut();
  await assert.rejects(serveChannel(talkRow(), { fanOut }), { code: 'sharing-unsafe', message: /SOCKET_IO_POLLING=off/ });
  await assert.rejects(serveChannel(talkRow(), { fanOut, socketIoPolling: false }), { code: 'handler-missing' });
});

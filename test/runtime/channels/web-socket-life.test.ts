import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import { nextBytes, openRoom, openSocket, startRooms, type ServerSide } from './open-room.ts';
import { roomHandlers, roomRow, type RoomSends } from './room-channel.ts';
import { startChannels } from './start-channels.ts';

describe('the life of a WebSocket connection', () => {
  it('ends with what problem says when open refuses, and close is not called', async (test) => {
    const calls: string[] = [];
    const handlers = {
      open: () => ({ refused: 'forbidden', reason: 'full', detail: 'The room is full.' }) as const,
      close: () => void calls.push('close'),
      problem: (problem: unknown) => (calls.push(JSON.stringify(problem)), { close: { code: 4409, reason: 'full' } }),
    };
    const room = await openRoom(await startRooms(test, { handlers }));
    assert.deepEqual(await room.closed, { code: 4409, reason: 'full' });
    assert.deepEqual(calls, ['{"code":"refused","refusal":{"refused":"forbidden","reason":"full","detail":"The room is full."}}']);
  });

  it('ends with 1011 when open fails', async (test) => {
    const handlers = { open: () => Promise.reject(new Error('no database')), problem: () => ({}) };
    const room = await openRoom(await startRooms(test, { handlers }));
    assert.deepEqual(await room.closed, { code: 1011, reason: 'internal error' });
  });

  it('calls close once, after the running handler, with the signal aborted', async (test) => {
    const steps: string[] = [];
    const ended = new EventEmitter();
    const handlers = {
      close: ({ signal }: ServerSide) => {
        steps.push(`close, aborted ${signal.aborted}`);
        ended.emit('close');
      },
      receive: {
        receiveSay: async (_: unknown, connection: ServerSide) => {
          connection.close(1000, 'enough');
          steps.push('closed');
          await new Promise((resolve) => setImmediate(resolve));
          steps.push(`sent ${connection.send('said', { text: 'late' })}`);
          connection.close(1000, 'again');
        },
      },
    };
    const service = await startRooms(test, { handlers });
    const room = await openRoom(service);
    const closed = once(ended, 'close');
    room.send('say', { text: 'hi' });
    room.send('say', { text: 'never handled' });
    assert.deepEqual(await room.closed, { code: 1000, reason: 'enough' });
    await closed;
    assert.deepEqual(steps, ['closed', 'sent false', 'close, aborted true']);
    assert.equal(service.channels.openSockets(), 0);
  });

  it('calls close also when the client vanishes while open is at work', async (test) => {
    const steps = new EventEmitter();
    const handlers = {
      open: async ({ signal }: ServerSide) => {
        steps.emit('opening');
        if (!signal.aborted) await once(signal, 'abort');
        return {};
      },
      close: () => void steps.emit('close'),
    };
    const service = await startRooms(test, { handlers });
    const opening = once(steps, 'opening');
    const closed = once(steps, 'close');
    const room = await openRoom(service);
    await opening;
    void room.close();
    await closed;
  });

  it('lets handlers close with declared codes only', async (test) => {
    const closeWith = { receiveAsk: ({ question }: RoomSends['ask'], connection: ServerSide) => connection.close(Number(question), 'x') };
    const service = await startRooms(test, { handlers: { receive: closeWith } });
    for (const code of ['1000', '1008', '4409']) {
      const room = await openRoom(service);
      room.send('ask', { question: code });
      assert.equal((await room.closed).code, Number(code));
    }
    for (const code of ['1005', '1006', '1015', '3000', '4410', 'x']) {
      const room = await openRoom(service);
      room.send('ask', { question: code });
      assert.deepEqual(await room.once('problem'), { type: 'problem', code: 'thrown' });
      await room.close();
    }
  });

  it('cuts a close reason to 123 bytes between two characters', async (test) => {
    const handlers = { receive: { receiveSay: ({ text }: RoomSends['say'], connection: ServerSide) => connection.close(1000, text) } };
    const room = await openRoom(await startRooms(test, { handlers }));
    room.send('say', { text: `a${'ü'.repeat(100)}` });
    assert.equal((await room.closed).reason, `a${'ü'.repeat(61)}`);
  });

  it('ends with 1001 when the service drains, after its handlers have finished', async (test) => {
    const steps: string[] = [];
    const close = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      steps.push('close handler');
    };
    const service = await startRooms(test, { handlers: { close } });
    const rooms = await Promise.all([openRoom(service), openRoom(service)]);
    await service.channels.close(1001, 'going away');
    assert.deepEqual(steps, ['close handler', 'close handler']);
    for (const room of rooms) assert.deepEqual(await room.closed, { code: 1001, reason: 'going away' });
  });

  it('does not wait longer than the drain time for a handler that never ends', async (test) => {
    const row = roomRow();
    const handlers = roomHandlers({ close: () => new Promise(() => undefined) });
    const service = await startChannels({ channels: [{ row, handlers }], settings: { drainSeconds: 0 } });
    test.after(() => service.stop());
    await openRoom(service);
    await service.channels.close(1001, 'going away');
  });

  it('answers pings, and sends its own to a silent client before it takes it for gone', async (test) => {
    const service = await startRooms(test, { row: { limits: { ...roomRow().limits, idleSeconds: 8 } } });
    const socket = await openSocket(service);
    const ping = Buffer.from([0x89, 0x82, 0, 0, 0, 0, 0x68, 0x69]);
    socket.write(ping);
    assert.deepEqual(await nextBytes(socket), Buffer.from([0x8a, 2, 0x68, 0x69]), 'a pong with the same data');
    assert.deepEqual(await nextBytes(socket), Buffer.from([0x89, 0]), 'a ping of the service');
    await once(socket, 'close');
    assert.equal(service.channels.openSockets(), 0);
  });
});

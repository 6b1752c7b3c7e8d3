import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import { openRoom, openSocket, startRooms, textFrame, type ServerSide } from './open-room.ts';

describe('a slow reader', () => {
  it('is closed with 1013 when more waits for it than the channel allows, and memory does not grow', async (test) => {
    const lost = new EventEmitter();
    const close = ({ log }: ServerSide): void => {
      log.info('closed');
      lost.emit('close');
    };
    let sent = 0;
    const receiveSay = (_: unknown, connection: ServerSide): void => {
      while (connection.send('said', { text: 'x'.repeat(10_000) })) sent += 1;
    };
    const service = await startRooms(test, { handlers: { close, receive: { receiveSay } } });
    const socket = await openSocket(service);
    const closed = once(lost, 'close');
    socket.pause();
    socket.write(textFrame('{"type":"say","text":"flood"}'));
    await closed;
    assert.ok(sent * 10_000 < 20_000_000, `${sent} messages were accepted`);
    assert.ok(service.logged.some(({ msg }) => msg === 'closed: the reader is too slow'));
    socket.resume();
    const received = Buffer.concat(await socket.toArray() as Buffer[]);
    assert.equal(received.subarray(-26).toString('latin1').slice(4), 'the reader is too slow');
    assert.equal(received.readUInt16BE(received.length - 24), 1013);
  });

  it('that never catches up is cut off', async (test) => {
    const receiveSay = (_: unknown, connection: ServerSide): void => {
      while (connection.send('said', { text: 'x'.repeat(10_000) }));
    };
    const service = await startRooms(test, { handlers: { receive: { receiveSay } } });
    const socket = await openSocket(service);
    const failed = once(socket, 'error');
    socket.pause();
    socket.write(textFrame('{"type":"say","text":"flood"}'));
    const writing = setInterval(() => socket.write(textFrame('{"type":"ping"}')), 100);
    const [error] = (await failed) as [NodeJS.ErrnoException];
    clearInterval(writing);
    assert.match(error.code ?? '', /EPIPE|ECONNRESET/);
    assert.equal(service.channels.openSockets(), 0);
  });

  it('is waited for by a handler that awaits drained', async (test) => {
    const total = 500;
    const receiveSay = async (_: unknown, connection: ServerSide): Promise<void> => {
      for (let count = 0; count < total && (await connection.drained()); count += 1) connection.send('said', { text: 'x'.repeat(20_000) });
    };
    const room = await openRoom(await startRooms(test, { handlers: { receive: { receiveSay } } }));
    room.send('say', { text: 'all of it' });
    let received = 0;
    for await (const { type } of room) {
      assert.equal(type, 'said');
      if ((received += 1) === total) break;
    }
  });

  it('that goes away wakes the handler that waits for it', async (test) => {
    const woken = new EventEmitter();
    const receiveSay = async (_: unknown, connection: ServerSide): Promise<void> => {
      while (await connection.drained()) connection.send('said', { text: 'x'.repeat(20_000) });
      woken.emit('woken');
    };
    const service = await startRooms(test, { handlers: { receive: { receiveSay } } });
    const socket = await openSocket(service);
    const waiting = once(woken, 'woken');
    socket.pause();
    socket.write(textFrame('{"type":"say","text":"flood"}'));
    socket.destroySoon();
    socket.destroy();
    await waiting;
  });
});

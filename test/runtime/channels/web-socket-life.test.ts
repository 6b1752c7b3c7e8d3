import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { connectWebSocket, type WebSocketConnection } from '../../../runtime/client/index.ts';
import type { ChannelRow } from '../../../runtime/contract.ts';
import { roomHandlers, roomRow, type RoomReceives, type RoomSends } from './room-channel.ts';
import { startChannels, type RunningChannels, type TestHandlers } from './start-channels.ts';

type Room = WebSocketConnection<RoomSends, RoomReceives>;
type ServerSide = Parameters<TestHandlers['open']>[0];

interface Start {
  readonly row?: Partial<ChannelRow>;
  readonly handlers?: Parameters<typeof roomHandlers>[0];
}

async function start(test: TestContext, { row, handlers }: Start = {}): Promise<RunningChannels> {
  const service = await startChannels({ channels: [{ row: roomRow(row), handlers: roomHandlers(handlers) }] });
  test.after(() => service.stop());
  return service;
}

function open(service: RunningChannels, room = 'hall'): Promise<Room> {
  return connectWebSocket<RoomSends, RoomReceives>({ url: `${service.url}/v1/rooms/${room}`, discriminator: 'type' });
}

describe('the life of a WebSocket connection', () => {
  it('ends with what problem says when open refuses, and close is not called', async (test) => {
    const calls: string[] = [];
    const handlers = {
      open: () => ({ refused: 'forbidden', reason: 'full', detail: 'The room is full.' }) as const,
      close: () => void calls.push('close'),
      problem: (problem: unknown) => (calls.push(JSON.stringify(problem)), { close: { code: 4409, reason: 'full' } }),
    };
    const room = await open(await start(test, { handlers }));
    assert.deepEqual(await room.closed, { code: 4409, reason: 'full' });
    assert.deepEqual(calls, ['{"code":"refused","refusal":{"refused":"forbidden","reason":"full","detail":"The room is full."}}']);
  });

  it('ends with 1011 when open fails', async (test) => {
    const handlers = { open: () => Promise.reject(new Error('no database')), problem: () => ({}) };
    const room = await open(await start(test, { handlers }));
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
    const service = await start(test, { handlers });
    const room = await open(service);
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
    const service = await start(test, { handlers });
    const opening = once(steps, 'opening');
    const closed = once(steps, 'close');
    const room = await open(service);
    await opening;
    void room.close();
    await closed;
  });

  it('lets handlers close with declared codes only', async (test) => {
    const closeWith = { receiveAsk: ({ question }: RoomSends['ask'], connection: ServerSide) => connection.close(Number(question), 'x') };
    const service = await start(test, { handlers: { receive: closeWith } });
    for (const code of ['1000', '1008', '4409']) {
      const room = await open(service);
      room.send('ask', { question: code });
      assert.equal((await room.closed).code, Number(code));
    }
    for (const code of ['1005', '1006', '1015', '3000', '4410', 'x']) {
      const room = await open(service);
      room.send('ask', { question: code });
      assert.deepEqual(await room.once('problem'), { type: 'problem', code: 'thrown' });
      await room.close();
    }
  });

  it('cuts a close reason to 123 bytes between two characters', async (test) => {
    const handlers = { receive: { receiveSay: ({ text }: RoomSends['say'], connection: ServerSide) => connection.close(1000, text) } };
    const room = await open(await start(test, { handlers }));
    room.send('say', { text: `a${'ü'.repeat(100)}` });
    assert.equal((await room.closed).reason, `a${'ü'.repeat(61)}`);
  });

  it('ends with 1001 when the service drains, after its handlers have finished', async (test) => {
    const steps: string[] = [];
    const close = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      steps.push('close handler');
    };
    const service = await start(test, { handlers: { close } });
    const rooms = await Promise.all([open(service), open(service)]);
    await service.channels.close(1001, 'going away');
    assert.deepEqual(steps, ['close handler', 'close handler']);
    for (const room of rooms) assert.deepEqual(await room.closed, { code: 1001, reason: 'going away' });
  });

  it('does not wait longer than the drain time for a handler that never ends', async (test) => {
    const row = roomRow();
    const handlers = roomHandlers({ close: () => new Promise(() => undefined) });
    const service = await startChannels({ channels: [{ row, handlers }], settings: { drainSeconds: 0 } });
    test.after(() => service.stop());
    await open(service);
    await service.channels.close(1001, 'going away');
  });

  it('answers pings, and sends its own to a silent client before it takes it for gone', async (test) => {
    const service = await start(test, { row: { limits: { ...roomRow().limits, idleSeconds: 8 } } });
    const socket = await rawHandshake(service);
    const ping = Buffer.from([0x89, 0x82, 0, 0, 0, 0, 0x68, 0x69]);
    socket.write(ping);
    assert.deepEqual(await nextBytes(socket), Buffer.from([0x8a, 2, 0x68, 0x69]), 'a pong with the same data');
    assert.deepEqual(await nextBytes(socket), Buffer.from([0x89, 0]), 'a ping of the service');
    await once(socket, 'close');
    assert.equal(service.channels.openSockets(), 0);
  });
});

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
    const service = await start(test, { handlers: { close, receive: { receiveSay } } });
    const socket = await rawHandshake(service);
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
    const service = await start(test, { handlers: { receive: { receiveSay } } });
    const socket = await rawHandshake(service);
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
    const room = await open(await start(test, { handlers: { receive: { receiveSay } } }));
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
    const service = await start(test, { handlers: { receive: { receiveSay } } });
    const socket = await rawHandshake(service);
    const waiting = once(woken, 'woken');
    socket.pause();
    socket.write(textFrame('{"type":"say","text":"flood"}'));
    socket.destroySoon();
    socket.destroy();
    await waiting;
  });
});

describe('topics', () => {
  it('reach every subscriber, on publish from a connection all but itself', async (test) => {
    const receiveSay = ({ text }: RoomSends['say'], connection: ServerSide): void => connection.publish('hall', 'said', { text });
    const service = await start(test, { handlers: { receive: { receiveSay } } });
    const [first, second, elsewhere] = [await open(service), await open(service), await open(service, 'kitchen')];
    await Promise.all([first, second, elsewhere].map((room) => room.request('ping', {}, { replies: ['pong'] })));
    first.send('say', { text: 'hello' });
    assert.deepEqual(await second.once('said'), { type: 'said', text: 'hello' });
    service.channels.publishers['room']?.publish('hall', 'said', { text: 'all' });
    assert.deepEqual(await first.once('said'), { type: 'said', text: 'all' });
    elsewhere.send('ping', {});
    assert.deepEqual(await elsewhere.once('pong'), { type: 'pong' });
    await elsewhere.close();
    await assert.rejects(elsewhere.once('said'), { name: 'ConnectionClosed' });
  });

  it('let an older connection be replaced', async (test) => {
    const receiveSay = (_: unknown, { id }: ServerSide, { channels }: { channels: RunningChannels['channels']['publishers'] }): void =>
      channels['room']?.disconnect('hall', { code: 4409, reason: 'replaced', except: id });
    const service = await start(test, { handlers: { receive: { receiveSay } } });
    const [older, newer] = [await open(service), await open(service)];
    newer.send('say', { text: 'I am the one' });
    assert.deepEqual(await older.closed, { code: 4409, reason: 'replaced' });
    assert.deepEqual(await newer.request('ping', {}, { replies: ['pong'] }), { type: 'pong' });
  });

  it('are forgotten on unsubscribe', async (test) => {
    const receiveSay = (_: unknown, connection: ServerSide): void => connection.unsubscribe('hall');
    const service = await start(test, { handlers: { receive: { receiveSay } } });
    const room = await open(service);
    room.send('say', { text: 'no more' });
    await room.request('ping', {}, { replies: ['pong'] });
    service.channels.publishers['room']?.publish('hall', 'said', { text: 'unheard' });
    await room.request('ping', {}, { replies: ['pong'] });
    await room.close();
    await assert.rejects(room.once('said'), { name: 'ConnectionClosed' });
  });

  it('refuse what breaks the contract, and undeclared close codes', async (test) => {
    const service = await start(test);
    const publisher = service.channels.publishers['room'];
    assert.throws(() => publisher?.publish('hall', 'said', { text: 7 }), { name: 'ContractBreach' });
    assert.throws(() => publisher?.disconnect('hall', { code: 4999, reason: '' }), RangeError);
  });
});

async function rawHandshake(service: RunningChannels): Promise<Socket> {
  const socket = connect(service.port, '127.0.0.1');
  socket.write('GET /v1/rooms/hall HTTP/1.1\r\nHost: rooms\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n'
    + 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n');
  assert.match((await nextBytes(socket)).toString(), /^HTTP\/1\.1 101 /);
  return socket;
}

async function nextBytes(socket: Socket): Promise<Buffer> {
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  return bytes;
}

/** A short text frame, masked with zeros (RFC 6455, section 5.2). */
function textFrame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

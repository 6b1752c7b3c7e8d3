import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { Server, type Socket } from 'socket.io';
import { connectSocketIo, type SocketIoConnection, type SocketIoOptions } from '../../../runtime/client/index.ts';

interface Sends {
  order: { item: string };
  note: { text: string };
  wave: undefined;
}

interface Receives {
  dish: { name: string };
  bill: { total: number };
}

interface Replies {
  order: { ok: boolean };
}

/** A plain Socket.IO server on Node's own HTTP server: what it does with a client is the test's own. */
async function startServer(test: TestContext, greet: (socket: Socket) => void, port = 0): Promise<{ url: string; port: number; io: Server }> {
  const http = createServer();
  const io = new Server(http, { serveClient: false });
  io.of('/table').on('connection', greet);
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  test.after(() => io.close());
  const taken = (http.address() as AddressInfo).port;
  return { url: `http://127.0.0.1:${taken}`, port: taken, io };
}

async function open(test: TestContext, url: string, options: Partial<SocketIoOptions> = {}): Promise<SocketIoConnection<Sends, Receives, Replies>> {
  const connection = await connectSocketIo<Sends, Receives, Replies>({
    url,
    namespace: '/table',
    encodings: { sends: { note: 'json-text', wave: 'none' }, receives: { bill: 'json-text' } },
    ...options,
  });
  test.after(() => connection.close());
  return connection;
}

describe('a Socket.IO connection of the client', () => {
  it('refuses an integer that would become another one, where integers are exact: in events, acknowledgements and texts', async (test) => {
    const large = '9007199254740993';
    const { url } = await startServer(test, (socket) => {
      const raw = (text: string) => (socket.conn as unknown as { write: (packet: string) => void }).write(`2/table,${text}`);
      socket.on('wave', () => raw(`["dish",{"name":"a","number":${large}}]`));
      socket.on('note', () => socket.emit('bill', `{"total":${large}}`));
      socket.on('order', () => (socket.conn as unknown as { write: (packet: string) => void }).write(`3/table,0[{"ok":${large}}]`));
    });
    const refused = /^MalformedMessage: The server sent the integer 9007199254740993, which/;
    for (const ask of [
      (it: SocketIoConnection<Sends, Receives, Replies>) => (it.emit('wave'), it.once('dish')),
      (it: SocketIoConnection<Sends, Receives, Replies>) => (it.emit('note', { text: 'a' }), it.once('bill')),
      (it: SocketIoConnection<Sends, Receives, Replies>) => it.request('order', { item: 'a' }),
    ]) {
      const connection = await open(test, url, { exact: true });
      await assert.rejects(ask(connection), refused);
      assert.deepEqual(await connection.closed, { reason: 'io client disconnect' });
    }
  });

  it('writes and reads payloads in their encodings', async (test) => {
    const received: unknown[] = [];
    const { url } = await startServer(test, (socket) => {
      socket.onAny((...event: unknown[]) => received.push(event));
      socket.on('wave', () => socket.emit('bill', '{"total":7}'));
    });
    const connection = await open(test, url);
    connection.emit('note', { text: 'no salt' });
    connection.emit('wave');
    assert.deepEqual(await connection.once('bill'), { total: 7 });
    assert.deepEqual(received, [['note', '{"text":"no salt"}'], ['wave']]);
  });

  it('waits for the acknowledgement of a request', async (test) => {
    const { url } = await startServer(test, (socket) => socket.on('order', ({ item }: Sends['order'], reply: (answer: unknown) => void) => reply({ ok: item === 'soup' })));
    const connection = await open(test, url);
    assert.deepEqual(await connection.request('order', { item: 'soup' }), { ok: true });
  });

  it('rejects a request whose connection goes away', async (test) => {
    const { url } = await startServer(test, (socket) => socket.on('order', () => socket.disconnect()));
    const connection = await open(test, url);
    await assert.rejects(connection.request('order', { item: 'soup' }), { name: 'ConnectionClosed' });
    assert.deepEqual(await connection.closed, { reason: 'io server disconnect' });
    assert.throws(() => connection.emit('wave'), { name: 'ConnectionClosed' });
  });

  it('is iterated over until it closes', async (test) => {
    const { url } = await startServer(test, (socket) => {
      socket.emit('dish', { name: 'soup' });
      socket.emit('bill', '{"total":7}');
      socket.disconnect();
    });
    const events: unknown[] = [];
    for await (const event of await open(test, url)) events.push(event);
    assert.deepEqual(events, [{ name: 'dish', payload: { name: 'soup' } }, { name: 'bill', payload: { total: 7 } }]);
  });

  it('ends when the server sends text that is no JSON', async (test) => {
    const { url } = await startServer(test, (socket) => socket.emit('bill', '{"total":'));
    const connection = await open(test, url);
    await connection.closed;
    await assert.rejects(connection.once('bill'));
  });

  it('rejects with the code and data of CONNECT_ERROR', async (test) => {
    const { url, io } = await startServer(test, () => undefined);
    io.of('/table').use((_, next) => next(Object.assign(new Error('Full'), { data: { code: 'full', seats: 4 } })));
    await assert.rejects(open(test, url), { name: 'ConnectError', message: 'Full', code: 'full', data: { code: 'full', seats: 4 } });
  });

  it('rejects when nobody listens', async (test) => {
    const { url, io } = await startServer(test, () => undefined);
    await io.close();
    await assert.rejects(open(test, url), { name: 'ConnectError' });
  });

  it('sends its query and asks for fresh credentials at each connect', async (test) => {
    const seen: unknown[] = [];
    const greet = (socket: Socket): void => void seen.push([socket.handshake.query['table'], socket.handshake.auth['token']]);
    const first = await startServer(test, greet);
    let count = 0;
    const auth = (): { token: string } => ({ token: `token-${(count += 1)}` });
    const query = async (): Promise<{ table: number; seat: undefined }> => ({ table: count, seat: undefined });
    const connection = await open(test, first.url, { query, auth, reconnect: { firstDelayMs: 20, maxDelayMs: 50 } });
    const reconnected = new Promise<void>((resolve) => connection.onReconnect(resolve));
    await first.io.close();
    await startServer(test, greet, first.port);
    await reconnected;
    await connection.close();
    assert.deepEqual(seen[0], ['1', 'token-1']);
    assert.deepEqual(seen.at(-1), [`${count}`, `token-${count}`]);
    assert.ok(count > 1);
  });

  it('does not come back when the server refuses it', async (test) => {
    const { url, io } = await startServer(test, () => undefined);
    const connection = await open(test, url, { transports: ['websocket'], reconnect: { firstDelayMs: 1 } });
    io.of('/table').use((_, next) => next(Object.assign(new Error('Closed'), { data: { code: 'closed' } })));
    io.of('/table').sockets.forEach((socket) => socket.conn.close());
    assert.deepEqual(await connection.closed, { reason: 'transport close' });
  });

  it('gives up after so many tries', async (test) => {
    const { url, io } = await startServer(test, () => undefined);
    const connection = await open(test, url, { reconnect: { firstDelayMs: 1, maxDelayMs: 2, attempts: 2 } });
    await io.close();
    assert.match((await connection.closed).reason, /^transport (close|error)$/);
  });
});

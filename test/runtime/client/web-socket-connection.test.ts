import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { WebSocket, WebSocketServer } from 'ws';
import { connectWebSocket, type WebSocketConnection, type WebSocketOptions } from '../../../runtime/client/index.ts';

interface Sends {
  hello: { type: 'hello'; name: string };
}

interface Receives {
  welcome: { type: 'welcome'; name: string };
  news: { type: 'news'; number: number };
}

type Connection = WebSocketConnection<Sends, Receives>;

/** A server of the `ws` package: what it does with a client is the test's own. */
async function startServer(test: TestContext, greet: (socket: WebSocket, request: { headers: Record<string, unknown> }) => void, port = 0) {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  server.on('connection', (socket, request) => greet(socket, request));
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    for (const client of server.clients) client.terminate();
    server.close();
    await once(server, 'close').catch(() => undefined);
  };
  test.after(() => server.close());
  return { port: (server.address() as AddressInfo).port, server, stop };
}

async function open(test: TestContext, port: number, options: Partial<WebSocketOptions> = {}): Promise<Connection> {
  const connection = await connectWebSocket<Sends, Receives>({ url: `ws://127.0.0.1:${port}`, discriminator: 'type', ...options });
  test.after(() => connection.close());
  return connection;
}

function send(socket: WebSocket, ...messages: Receives[keyof Receives][]): void {
  for (const message of messages) socket.send(JSON.stringify(message));
}

const news = (number: number): Receives['news'] => ({ type: 'news', number });

describe('a WebSocket connection of the client', () => {
  it('fills in the discriminator and waits for the reply', async (test) => {
    const { port } = await startServer(test, (socket) => {
      socket.on('message', (data: Buffer) => {
        const { type, name } = JSON.parse(data.toString()) as Sends['hello'];
        assert.equal(type, 'hello');
        send(socket, news(1), { type: 'welcome', name });
      });
    });
    const connection = await open(test, port);
    assert.deepEqual(await connection.request('hello', { name: 'Ada' }, { replies: ['welcome'] }), { type: 'welcome', name: 'Ada' });
    assert.deepEqual(await connection.once('news'), news(1));
  });

  it('refuses an integer that would become another one, where integers are exact', async (test) => {
    const large = '{"type":"news","number":9007199254740993}';
    const { port } = await startServer(test, (socket) => socket.on('message', () => socket.send(large)));
    const connection = await open(test, port, { exact: true });
    await assert.rejects(connection.request('hello', { name: 'Ada' }, { replies: ['welcome'] }), /^MalformedMessage: The server sent the integer 9007199254740993, which/);
    assert.equal((await connection.closed).code, 4000);
  });

  it('keeps messages that came before somebody waited for them, in order', async (test) => {
    const { port } = await startServer(test, (socket) => send(socket, news(1), news(2), { type: 'welcome', name: 'you' }));
    const connection = await open(test, port);
    await connection.once('welcome');
    assert.deepEqual([await connection.once('news'), await connection.once('news')], [news(1), news(2)]);
  });

  it('waits for the message that is meant', async (test) => {
    const { port } = await startServer(test, (socket) => send(socket, news(1), news(2), news(3)));
    const connection = await open(test, port);
    assert.deepEqual(await connection.once('news', { where: ({ number }) => number > 1 }), news(2));
    assert.deepEqual(await connection.once('news'), news(1));
  });

  it('hears every message with on until it stops', async (test) => {
    const { port } = await startServer(test, (socket) => {
      send(socket, news(1));
      socket.on('message', () => send(socket, news(2), news(3), { type: 'welcome', name: 'x' }));
    });
    const connection = await open(test, port);
    const heard: number[] = [];
    const stop = connection.on('news', ({ number }) => (heard.push(number), number === 2 && stop()));
    connection.send('hello', { name: 'x' });
    await connection.once('welcome');
    assert.deepEqual(heard, [1, 2]);
  });

  it('is iterated over until it closes', async (test) => {
    const { port } = await startServer(test, (socket) => {
      send(socket, news(1), { type: 'welcome', name: 'x' }, news(2));
      socket.close(1000, 'done');
    });
    const connection = await open(test, port);
    const types: string[] = [];
    for await (const message of connection) types.push(message.type);
    assert.deepEqual(types, ['news', 'welcome', 'news']);
    assert.deepEqual(await connection.closed, { code: 1000, reason: 'done' });
  });

  it('tells an iteration that is too slow what it lost', async (test) => {
    const { port } = await startServer(test, (socket) => socket.on('message', () => send(socket, ...[1, 2, 3, 4].map(news), { type: 'welcome', name: 'x' })));
    const connection = await open(test, port, { keep: 2 });
    const iteration = connection[Symbol.asyncIterator]();
    connection.send('hello', { name: 'x' });
    assert.deepEqual((await iteration.next()).value, news(1));
    await connection.once('welcome');
    await assert.rejects(iteration.next(), { name: 'MessagesLost' });
  });

  it('rejects what waits when the time is over, the signal aborts or the connection closes', async (test) => {
    const { port } = await startServer(test, (socket) => socket.on('message', () => socket.close(4001, 'enough')));
    const connection = await open(test, port);
    await assert.rejects(connection.once('news', { timeoutMs: 5 }), { name: 'WaitTimeout', message: 'No message news within 5 ms.' });
    await assert.rejects(connection.once('news', { signal: AbortSignal.abort(new Error('no longer')) }), { message: 'no longer' });
    const waiting = connection.once('news');
    connection.send('hello', { name: 'x' });
    await assert.rejects(waiting, { name: 'ConnectionClosed', code: 4001, reason: 'enough' });
    assert.throws(() => connection.send('hello', { name: 'x' }), { name: 'ConnectionClosed' });
  });

  for (const text of ['{"type":', '7', '{"kind":"news"}']) {
    it(`ends when the server sends ${text}, which is no message`, async (test) => {
      const { port } = await startServer(test, (socket) => socket.send(text));
      const connection = await open(test, port);
      await connection.closed;
      await assert.rejects(connection.once('news'), { name: /MalformedMessage|ConnectionClosed/ });
    });
  }

  it('rejects when nobody listens', async (test) => {
    const { port, stop } = await startServer(test, () => undefined);
    await stop();
    await assert.rejects(open(test, port), { name: 'ConnectionRefused' });
  });

  it('rejects with status and body when the handshake is refused', async (test) => {
    const { port, server } = await startServer(test, () => undefined);
    server.options.verifyClient = (_: unknown, answer: (ok: boolean, status: number, message: string) => void) => answer(false, 403, 'no');
    await assert.rejects(open(test, port), { name: 'ConnectionRefused', status: 403, body: 'no' });
  });

  it('uses another WebSocket if it is given one, and refuses headers where the platform has none', async (test) => {
    const { port } = await startServer(test, (socket) => send(socket, news(1)));
    let made = 0;
    class Counted extends WebSocket {
      constructor(url: string, protocols?: string[]) {
        super(url, protocols);
        made += 1;
      }
    }
    const connection = await open(test, port, { WebSocket: Counted });
    assert.deepEqual(await connection.once('news'), news(1));
    assert.equal(made, 1);
  });
});

describe('reconnecting a WebSocket', () => {
  it('happens after a lost connection, with a fresh token, and messages go on', async (test) => {
    const tokens: unknown[] = [];
    const { port } = await startServer(test, (socket, { headers }) => {
      tokens.push(headers['authorization']);
      if (tokens.length === 1) socket.close(1012, 'restart');
      else send(socket, news(tokens.length));
    });
    let count = 0;
    const connection = await open(test, port, { headers: () => ({ authorization: `Bearer ${(count += 1)}` }), reconnect: { firstDelayMs: 1 } });
    const reconnected = new Promise<void>((resolve) => connection.onReconnect(resolve));
    assert.deepEqual(await connection.once('news'), news(2));
    await reconnected;
    assert.deepEqual(tokens, ['Bearer 1', 'Bearer 2']);
    assert.deepEqual(await connection.close(), { code: 1000, reason: '' });
  });

  it('does not happen after a close that the server meant', async (test) => {
    const { port } = await startServer(test, (socket) => socket.close(4409, 'replaced'));
    const connection = await open(test, port, { reconnect: { firstDelayMs: 1 } });
    assert.deepEqual(await connection.closed, { code: 4409, reason: 'replaced' });
  });

  for (const isText of [true, false]) {
    it(`carries messages that nothing has to tell apart, as ${isText ? 'texts' : 'JSON'}`, async (test) => {
      const { port } = await startServer(test, (socket) => {
        socket.on('message', (data: Buffer) => socket.send(data.toString()));
      });
      const only = { sends: { name: 'said', isText }, receives: { name: 'heard', isText } };
      const connection = await connectWebSocket<{ said: unknown }, { heard: unknown }, ''>({ url: `ws://127.0.0.1:${port}`, discriminator: '', only });
      test.after(() => connection.close());
      for (const value of isText ? ['no "JSON"', '{}'] : [{ type: 'own' }, [1], null, 'text']) {
        connection.send('said', value);
        assert.deepEqual(await connection.once('heard'), value);
      }
    });
  }

  it('is given up after so many tries', async (test) => {
    const { port, stop } = await startServer(test, () => undefined);
    const connection = await open(test, port, { reconnect: { firstDelayMs: 1, attempts: 2 } });
    await stop();
    assert.equal((await connection.closed).code, 1006);
  });

  it('is given up at once when the server says that it is no use', async (test) => {
    const { port, server } = await startServer(test, () => undefined);
    const connection = await open(test, port, { reconnect: { firstDelayMs: 1 } });
    server.options.verifyClient = (_: unknown, answer: (ok: boolean, status: number) => void) => answer(false, 401);
    for (const client of server.clients) client.terminate();
    assert.equal((await connection.closed).code, 1006);
  });

  it('stops when the connection is closed meanwhile', async (test) => {
    const { port, stop } = await startServer(test, () => undefined);
    let notice = (): void => undefined;
    const lost = new Promise<void>((resolve) => (notice = resolve));
    const when = (): boolean => (notice(), true);
    const connection = await open(test, port, { reconnect: { firstDelayMs: 60_000, when } });
    await stop();
    await lost;
    assert.deepEqual(await connection.close(1000, 'enough'), { code: 1000, reason: 'enough' });
  });
});

import assert from 'node:assert/strict';
import { EventEmitter, on, once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { ConnectError, connectSocketIo, type SocketIoConnection, type SocketIoOptions } from '../../../runtime/client/index.ts';
import type { ChannelRow } from '../../../runtime/contract.ts';
import type { ChannelProblem } from '../../../runtime/service.ts';
import type { Settings } from '../../../runtime/settings.ts';
import { compile, talkHandlers, talkRow, type TalkReceives, type TalkReplies, type TalkSends } from './room-channel.ts';
import { startChannels, type RunningChannels, type TestHandlers } from './start-channels.ts';

type Talk = SocketIoConnection<TalkSends, TalkReceives, TalkReplies>;
type ServerSide = Parameters<TestHandlers['open']>[0];

interface Start {
  readonly row?: Partial<ChannelRow>;
  readonly handlers?: Parameters<typeof talkHandlers>[0];
  readonly settings?: Partial<Settings>;
}

async function start(test: TestContext, { row, handlers, settings }: Start = {}): Promise<RunningChannels> {
  const service = await startChannels({ channels: [{ row: talkRow(row), handlers: talkHandlers(handlers) }], settings });
  test.after(() => service.stop());
  return service;
}

async function open(test: TestContext, service: RunningChannels, options: Partial<SocketIoOptions> = {}): Promise<Talk> {
  const talk = await connectSocketIo<TalkSends, TalkReceives, TalkReplies>({
    url: service.url,
    namespace: '/talk',
    query: { room: 'hall' },
    encodings: { sends: { letter: 'json-text', wave: 'none' }, receives: { news: 'json-text' } },
    ...options,
  });
  test.after(() => talk.close());
  return talk;
}

async function refusal(test: TestContext, service: RunningChannels, options: Partial<SocketIoOptions>): Promise<{ message: string; data: unknown }> {
  const error = await open(test, service, options).then(() => assert.fail('the connection was accepted'), (reason: unknown) => reason);
  assert.ok(error instanceof ConnectError, String(error));
  return { message: error.message, data: error.data };
}

/** For what the typed client cannot send. */
async function openRaw(test: TestContext, service: RunningChannels): Promise<Socket> {
  const socket = io(`${service.url}/talk`, { query: { room: 'hall' }, forceNew: true, transports: ['websocket'] });
  test.after(() => socket.disconnect());
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return socket;
}

for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']] as const) {
  describe(`a Socket.IO channel over ${transports.join(', then ')}`, () => {
    it('receives events in every encoding and acknowledges with the reply', async (test) => {
      const handled: unknown[] = [];
      const keep = (payload: unknown): { ok: boolean } => (handled.push(payload), { ok: true });
      const receive = { receiveWish: keep, receiveLetter: keep, receiveShout: (payload: unknown) => void keep(payload), receiveWave: (payload: unknown) => void keep(payload) };
      const talk = await open(test, await start(test, { handlers: { receive } }), { transports });
      talk.emit('shout', 'HELLO');
      talk.emit('wave');
      assert.deepEqual(await talk.request('letter', { wish: 'snow' }), { ok: true });
      assert.deepEqual(await talk.request('wish', { wish: 'rain' }), { ok: true });
      assert.deepEqual(handled, ['HELLO', undefined, { wish: 'snow' }, { wish: 'rain' }]);
    });

    it('sends events in every encoding, to one and to a topic', async (test) => {
      const receiveWave = (_: unknown, connection: ServerSide): void => {
        connection.send('bell', undefined);
        connection.send('news', { wish: 'only you' });
        connection.publish('hall', 'heard', 'somebody waved');
      };
      const service = await start(test, { handlers: { receive: { receiveWave } } });
      const [talk, other] = [await open(test, service, { transports }), await open(test, service, { transports })];
      talk.emit('wave');
      assert.equal(await talk.once('bell'), undefined);
      assert.deepEqual(await talk.once('news'), { wish: 'only you' });
      assert.equal(await other.once('heard'), 'somebody waved');
      service.channels.publishers['talk']?.publish('hall', 'heard', 'all');
      assert.deepEqual([await talk.once('heard'), await other.once('heard')], ['all', 'all']);
    });

    it('reconnects after the service closed the connection for a drain', async (test) => {
      const service = await start(test);
      const talk = await open(test, service, { transports });
      assert.equal(service.channels.openSockets(), 1);
      await service.channels.close(1001, 'going away');
      assert.match((await talk.closed).reason, /transport (close|error)/);
      assert.equal(service.channels.openSockets(), 0);
    });
  });
}

describe('a Socket.IO connect', () => {
  it('is refused with the violations where the query breaks the contract', async (test) => {
    const problems: ChannelProblem[] = [];
    const problem = (found: ChannelProblem) => (problems.push(found), {});
    const service = await start(test, { handlers: { problem } });
    assert.deepEqual(await refusal(test, service, { query: {} }), { message: "must have required property 'room'", data: { code: 'invalid-connect' } });
    assert.deepEqual(problems.map((found) => found.code === 'invalid-connect' && found.violations[0]?.pointer), ['/room']);
  });

  it('is refused with the refusal of open', async (test) => {
    const handlers = { open: () => ({ refused: 'forbidden', reason: 'full', detail: 'The room is full.' }) as const, problem: () => ({}) };
    assert.deepEqual(await refusal(test, await start(test, { handlers }), {}), { message: 'The room is full.', data: { code: 'full' } });
  });

  it('is refused with the packet of problem, checked against connect_error', async (test) => {
    const schema = { type: 'object', required: ['message', 'data'], properties: { message: { type: 'string' }, data: { type: 'object', required: ['code'] } } };
    const send = { ...talkRow().send, connect_error: { name: 'connect_error', encoding: 'json', validate: compile(schema) } as const };
    let packet: unknown = { message: 'No such room', data: { code: 'room_not_found' } };
    const handlers = { open: () => Promise.reject(new Error('nothing')), problem: () => ({ reply: packet }) };
    const service = await start(test, { row: { send }, handlers });
    assert.deepEqual(await refusal(test, service, {}), packet);
    packet = { message: 'No such room' };
    assert.deepEqual(await refusal(test, service, {}), { message: 'Internal error', data: { code: 'internal' } });
  });

  it('tells nothing of an unexpected error', async (test) => {
    const handlers = { open: () => Promise.reject(new Error('secret detail')), problem: () => ({}) };
    const service = await start(test, { handlers });
    assert.deepEqual(await refusal(test, service, {}), { message: 'Internal error', data: { code: 'internal' } });
    assert.ok(service.logged.some((line) => JSON.stringify(line).includes('secret detail')));
  });

  it('signs in with auth.token or the Authorization header', async (test) => {
    const security = [[{ scheme: 'token', scopes: [] }]];
    const handlers = { problem: () => ({}), receive: { receiveWish: (_: unknown, { actor }: ServerSide) => ({ ok: (actor as { name: string }).name === 'Ada' }) } };
    const service = await start(test, { row: { security }, handlers });
    for (const credentials of [{ auth: { token: 'good' } }, { headers: { authorization: 'Bearer good' } }]) {
      const talk = await open(test, service, credentials);
      assert.deepEqual(await talk.request('wish', { wish: 'x' }), { ok: true });
    }
    assert.deepEqual(await refusal(test, service, {}), { message: 'No credentials were sent.', data: { code: 'missing' } });
    assert.deepEqual(await refusal(test, service, { auth: { token: 'bad' } }), { message: 'The token is unknown.', data: { code: 'unknown-token' } });
    assert.deepEqual(await refusal(test, service, { auth: { token: 'banned' } }), { message: 'You are banned.', data: { code: 'banned' } });
    assert.deepEqual(await refusal(test, service, { auth: { token: 'broken' } }), { message: 'Internal error', data: { code: 'internal' } });
  });

  it('is refused on every namespace that is not in the contract', async (test) => {
    const service = await start(test);
    for (const namespace of ['/', '/admin']) assert.equal((await refusal(test, service, { namespace })).message, 'Invalid namespace');
  });

  it('is refused from pages of other origins, over both transports', async (test) => {
    const service = await start(test, { settings: { corsOrigins: ['https://shop.example'] } });
    for (const transports of [['polling'], ['websocket']] as const) {
      await refusal(test, service, { transports, headers: { origin: 'https://evil.example' } });
      await open(test, service, { transports, headers: { origin: 'https://shop.example' } });
    }
  });

  it('may poll from a configured origin', async (test) => {
    const service = await start(test, { settings: { corsOrigins: ['https://shop.example'] } });
    const poll = await fetch(`${service.url}/socket.io/?EIO=4&transport=polling&room=hall`, { headers: { origin: 'https://shop.example' } });
    assert.equal(poll.status, 200);
    assert.equal(poll.headers.get('access-control-allow-origin'), 'https://shop.example');
    assert.equal(poll.headers.get('access-control-allow-credentials'), 'true');
    const preflight = await fetch(`${service.url}/socket.io/?EIO=4&transport=polling`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    assert.equal(preflight.status, 204);
    await preflight.body?.cancel();
  });

  it('calls close when the client vanishes while open is at work', async (test) => {
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
    const socket = io(`${service.url}/talk`, { query: { room: 'hall' }, forceNew: true, transports: ['websocket'] });
    await opening;
    socket.disconnect();
    await closed;
    assert.equal(service.channels.openSockets(), 0);
  });

  it('may be answered with events that open sends', async (test) => {
    const handlers = {
      open: async (connection: ServerSide) => {
        connection.send('heard', 'welcome');
        await new Promise((resolve) => setImmediate(resolve));
        return {};
      },
    };
    const talk = await open(test, await start(test, { handlers }));
    assert.equal(await talk.once('heard'), 'welcome');
  });
});

describe('events of a Socket.IO channel', () => {
  for (const [title, event] of [
    ['that break the contract', ['wish', { wish: '' }]],
    ['of another type', ['shout', { loud: true }]],
    ['without JSON text', ['letter', '{"wish":']],
    ['with a value instead of JSON text', ['letter', { wish: 'x' }]],
    ['with too many arguments', ['wish', { wish: 'x' }, 'y']],
    ['with a payload where there is none', ['wave', 'hand']],
    ['with binary data', ['wish', { wish: Buffer.from('x') }]],
    ['that nobody knows', ['dance', 1]],
    ['named like a property of every object', ['toString', 1]],
    ['named error', ['error', 1]],
  ] as const) {
    it(`${title} never reach a handler`, async (test) => {
      const handled: unknown[] = [];
      const keep = (payload: unknown): unknown => (handled.push(payload), { ok: true });
      const service = await start(test, { handlers: { receive: { receiveWish: keep, receiveLetter: keep, receiveShout: keep, receiveWave: keep } } });
      const socket = await openRaw(test, service);
      const [name, ...values] = event;
      const problem = new Promise<{ code: string }>((resolve) => socket.once('problem', resolve));
      const gone = new Promise<{ code: string }>((resolve) => socket.once('disconnect', () => resolve({ code: 'disconnected' })));
      socket.emit(name, ...values);
      assert.match((await Promise.race([problem, gone])).code, /^(invalid|malformed|unknown)-message|disconnected$/);
      assert.deepEqual(handled, []);
    });
  }

  it('that are refused are told to the acknowledgement, if there is one', async (test) => {
    const talk = await open(test, await start(test));
    assert.deepEqual(await talk.request('wish', { wish: '' }), { code: 'invalid-message' });
    const socket = await openRaw(test, await start(test));
    assert.deepEqual(await socket.emitWithAck('letter', '{'), { code: 'malformed-message' });
    assert.deepEqual(await socket.emitWithAck('dance'), { code: 'unknown-message' });
    talk.emit('wish', { wish: '' });
    assert.deepEqual(await talk.once('problem'), { code: 'invalid-message' });
  });

  it('nested more deeply than the stack is high are refused like any other', async (test) => {
    const service = await start(test, { row: { limits: { ...talkRow().limits, messageBytes: 1_000_000 } } });
    const socket = new WebSocket(`${service.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket&room=hall`);
    test.after(() => socket.close());
    const received = on(socket, 'message');
    const next = async (): Promise<string> => String(((await received.next()).value as [Buffer])[0]);
    assert.match(await next(), /^0/);
    socket.send('40/talk,');
    assert.match(await next(), /^40\/talk,/);
    socket.send(`42/talk,["wish",${'['.repeat(200_000)}${']'.repeat(200_000)}]`);
    assert.equal(await next(), '42/talk,["problem",{"code":"malformed-message"}]');
  });

  it('larger than the limit end the connection', async (test) => {
    for (const transports of [['polling'], ['websocket']] as const) {
      const talk = await open(test, await start(test), { transports });
      talk.emit('shout', 'x'.repeat(20_000));
      assert.match((await talk.closed).reason, /transport|server/);
    }
  });

  it('above the rate end the connection', async (test) => {
    const rate = { messages: 3, windowSeconds: 60, closeCode: 1008 };
    const talk = await open(test, await start(test, { row: { limits: { ...talkRow().limits, rate } } }));
    for (let count = 0; count < 4; count += 1) talk.emit('wave');
    assert.deepEqual(await talk.once('problem'), { code: 'rate-limited' });
    await talk.closed;
  });

  it('are handled one after the other', async (test) => {
    const steps: string[] = [];
    const receiveWish = async ({ wish }: { wish: string }): Promise<unknown> => {
      steps.push(`begin ${wish}`);
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(`end ${wish}`);
      return { ok: true };
    };
    const talk = await open(test, await start(test, { handlers: { receive: { receiveWish } } }));
    await Promise.all([talk.request('wish', { wish: 'a' }), talk.request('wish', { wish: 'b' })]);
    assert.deepEqual(steps, ['begin a', 'end a', 'begin b', 'end b']);
  });

  it('may make a handler close the namespace', async (test) => {
    const closed = new EventEmitter();
    const handlers = { close: () => void closed.emit('close'), receive: { receiveWave: (_: unknown, connection: ServerSide) => connection.close(1000, 'bye') } };
    const talk = await open(test, await start(test, { handlers }));
    const ended = once(closed, 'close');
    talk.emit('wave');
    assert.equal((await talk.closed).reason, 'io server disconnect');
    await ended;
  });
});

describe('a slow reader on Socket.IO', () => {
  it('that does not poll is closed when more waits for it than the channel allows', async (test) => {
    const service = await start(test);
    const poll = (query: string, body?: string): Promise<string> =>
      fetch(`${service.url}/socket.io/?EIO=4&transport=polling&room=hall${query}`, body === undefined ? {} : { method: 'POST', body }).then((answer) => answer.text());
    const { sid } = JSON.parse((await poll('')).slice(1)) as { sid: string };
    await poll(`&sid=${sid}`, '40/talk,');
    assert.match(await poll(`&sid=${sid}`), /^40\/talk/);
    let sent = 0;
    while (service.channels.openSockets() === 1) {
      service.channels.publishers['talk']?.publish('hall', 'heard', 'x'.repeat(10_000));
      sent += 1;
    }
    assert.ok(sent >= 7 && sent <= 9, `${sent} events of 10 000 bytes before the close`);
    assert.ok(service.logged.some(({ msg }) => msg === 'closed: the reader is too slow'));
  });
});

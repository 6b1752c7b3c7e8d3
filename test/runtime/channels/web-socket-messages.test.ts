import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import { closeObject, propertyKey, writeProperty, type Write } from 'specwright/runtime';
import { nextMessage, openRawRoom, openRoom, startRooms, type ServerSide } from './open-room.ts';
import { roomRow, type RoomSends } from './room-channel.ts';

describe('messages of a WebSocket channel', () => {
  it('are dispatched by the discriminator and answered with the declared reply', async (test) => {
    const room = await openRoom(await startRooms(test));
    const reply = await room.request('ask', { question: 'ready' }, { replies: ['answer', 'problem'] });
    assert.deepEqual(reply, { type: 'answer', text: 'ready!' });
    assert.deepEqual(await room.request('ping', {}, { replies: ['pong'] }), { type: 'pong' });
  });

  it('never reach the handler when they break the contract', async (test) => {
    const handled: unknown[] = [];
    const service = await startRooms(test, { handlers: { receive: { receiveSay: (message: unknown) => void handled.push(message) } } });
    const { socket } = await openRawRoom(service);
    socket.send('{"type":"say","text":"","volume":11}');
    assert.deepEqual(await nextMessage(socket), { type: 'problem', code: 'invalid-message', detail: '/volume /text' });
    assert.deepEqual(handled, []);
    socket.close();
  });

  for (const [text, problem] of [
    ['{"type":', { type: 'problem', code: 'malformed-message' }],
    ['[1]', { type: 'problem', code: 'malformed-message' }],
    ['null', { type: 'problem', code: 'malformed-message' }],
    ['{"text":"hi"}', { type: 'problem', code: 'malformed-message' }],
    [`{"type":"say","text":${'['.repeat(300)}${']'.repeat(300)}}`, { type: 'problem', code: 'malformed-message' }],
    ['{"type":"ping","__proto__":{}}', { type: 'problem', code: 'malformed-message' }],
    ['{"type":7}', { type: 'problem', code: 'malformed-message' }],
    ['{"type":"dance"}', { type: 'problem', code: 'unknown-message', detail: 'no dance' }],
    ['{"type":"constructor"}', { type: 'problem', code: 'unknown-message', detail: 'no constructor' }],
    ['{"type":"__proto__"}', { type: 'problem', code: 'unknown-message', detail: 'no __proto__' }],
  ] as const) {
    it(`that are ${text.slice(0, 40)} become a problem, and the connection goes on`, async (test) => {
      const { socket } = await openRawRoom(await startRooms(test));
      socket.send(text);
      assert.deepEqual(await nextMessage(socket), problem);
      socket.send('{"type":"ping"}');
      assert.deepEqual(await nextMessage(socket), { type: 'pong' });
      socket.close();
    });
  }

  it('are handled one after the other', async (test) => {
    const steps: string[] = [];
    const gate = new EventEmitter();
    const receiveAsk = async ({ question }: RoomSends['ask']): Promise<unknown> => {
      steps.push(`begin ${question}`);
      await once(gate, question);
      steps.push(`end ${question}`);
      return { type: 'answer', text: question };
    };
    const receivePing = (): unknown => (steps.push('ping'), {});
    const service = await startRooms(test, { handlers: { receive: { receiveAsk, receivePing } } });
    const room = await openRoom(service);
    room.send('ask', { question: 'first' });
    room.send('ping', {});
    room.send('ask', { question: 'second' });
    const other = await openRoom(service);
    await other.request('ping', {}, { replies: ['pong'] });
    assert.deepEqual(steps, ['begin first', 'ping'], 'another connection does not wait');
    gate.emit('first');
    await room.once('pong');
    gate.emit('second');
    await room.once('answer', { where: ({ text }) => text === 'second' });
    assert.deepEqual(steps.slice(2), ['end first', 'ping', 'begin second', 'end second']);
  });

  it('wait for open, which may send before them', async (test) => {
    const handlers = {
      open: async (connection: ServerSide) => {
        await new Promise((resolve) => setImmediate(resolve));
        connection.send('said', { text: 'welcome' });
        return { opened: true };
      },
      receive: { receivePing: (_: unknown, { state }: never) => (assert.deepEqual(state, { opened: true }), {}) },
    };
    const room = await openRoom(await startRooms(test, { handlers }));
    room.send('ping', {});
    const received: string[] = [];
    for await (const message of room) if (received.push(message.type) === 2) break;
    assert.deepEqual(received, ['said', 'pong']);
  });

  it('are written by the serialiser of the contract: sent, answered and published, what is declared of them', async (test) => {
    const write: Write = (at, value) => {
      const { type, text } = value as Record<string, unknown>;
      return closeObject(at, writeProperty(writeProperty(at, propertyKey('type'), type), propertyKey('text'), text));
    };
    const { send, receive } = roomRow();
    const row = { send: { ...send, said: { ...send['said'], name: 'said', encoding: 'json', write } as const }, receive: { ...receive, say: { ...receive['say'], replies: ['said'] } as never } };
    const receiveSay = ({ text }: RoomSends['say'], connection: ServerSide): unknown => {
      connection.send('said', { text: `1 ${text}`, secret: 1 });
      connection.publish('hall', 'said', { text: `2 ${text}`, secret: 2 });
      return { text: `3 ${text}`, secret: 3 };
    };
    const service = await startRooms(test, { row, handlers: { receive: { receiveSay } }, settings: { responseCheck: 'off' } });
    const [first, second] = [await openRoom(service), await openRoom(service)];
    await second.request('ping', {}, { replies: ['pong'] });
    first.send('say', { text: 'Grüße "☕"' });
    const received: unknown[] = [];
    for await (const message of first) if (received.push(message) === 2) break;
    assert.deepEqual(received, [{ type: 'said', text: '1 Grüße "☕"' }, { type: 'said', text: '3 Grüße "☕"' }]);
    assert.deepEqual(await second.once('said'), { type: 'said', text: '2 Grüße "☕"' });
  });

  it('that break the contract are not sent when the check is enforced', async (test) => {
    const failures: unknown[] = [];
    const handlers = {
      problem: (problem: { code: string }) => (failures.push(problem), { send: { message: 'problem', payload: { code: problem.code } } }),
      receive: {
        receiveSay: (_: unknown, connection: ServerSide) => void connection.send('said', { text: 5 }),
        receivePing: (_: unknown, connection: ServerSide) => void connection.send('gossip', {}),
      },
    };
    const room = await openRoom(await startRooms(test, { handlers }));
    room.send('say', { text: 'hi' });
    assert.deepEqual(await room.once('problem'), { type: 'problem', code: 'thrown' });
    room.send('ping', {});
    assert.deepEqual(await room.once('problem'), { type: 'problem', code: 'thrown' });
    assert.deepEqual(failures.map((failure) => String((failure as { error: unknown }).error)), [
      'ContractBreach: The message said breaks its contract: /text must be string.',
      'ContractBreach: The channel room has no message gossip to send.',
    ]);
  });

  it('that break the contract are logged and sent when the check only logs', async (test) => {
    const handlers = { receive: { receiveSay: (_: unknown, connection: ServerSide) => void connection.send('said', { text: '' }) } };
    const service = await startRooms(test, { handlers, settings: { responseCheck: 'log' } });
    const room = await openRoom(service);
    room.send('say', { text: 'hi' });
    assert.deepEqual(await room.once('said'), { type: 'said', text: '' });
    const line = service.logged.find(({ msg }) => msg === 'a sent message breaks its contract');
    assert.deepEqual((line?.['violations'] as { pointer: string }[]).map(({ pointer }) => pointer), ['/text']);
  });

  it('may not be answered with a reply that the contract does not declare', async (test) => {
    const handlers = { receive: { receiveSay: () => ({ type: 'answer', text: 'x' }), receiveAsk: () => ({ type: 'pong' }) } };
    const room = await openRoom(await startRooms(test, { handlers }));
    assert.deepEqual(await room.request('say', { text: 'hi' }, { replies: ['problem', 'answer'] as const }), { type: 'problem', code: 'thrown' });
    assert.deepEqual(await room.request('ask', { question: 'hi' }, { replies: ['problem', 'pong'] as const }), { type: 'problem', code: 'thrown' });
  });

  it('whose handler fails unexpectedly close the connection with 1011, and the error is only logged', async (test) => {
    const receiveSay = (): never => {
      throw new Error('secret detail');
    };
    const service = await startRooms(test, { handlers: { problem: () => ({}), receive: { receiveSay } } });
    const room = await openRoom(service);
    room.send('say', { text: 'hi' });
    assert.deepEqual(await room.closed, { code: 1011, reason: 'internal error' });
    assert.ok(service.logged.some((line) => JSON.stringify(line).includes('secret detail')));
  });

  it('larger than the limit close with 1009', async (test) => {
    const room = await openRoom(await startRooms(test));
    room.send('say', { text: 'x'.repeat(2000) });
    assert.deepEqual(await room.once('problem'), { type: 'problem', code: 'message-too-large' });
    assert.equal((await room.closed).code, 1009);
  });

  it('far larger than the limit are not even read', async (test) => {
    const service = await startRooms(test);
    const room = await openRoom(service);
    room.send('say', { text: 'x'.repeat(100_000) });
    assert.equal((await room.closed).code, 1006);
    assert.match(await service.runtime.metrics.registry.metrics(), /channel_closes_total\{channel="room",code="1009",service="rooms"\} 1/);
  });

  it('in binary frames close with 1003', async (test) => {
    const { socket, closed } = await openRawRoom(await startRooms(test));
    socket.send(Buffer.from('{"type":"ping"}'));
    assert.equal(await closed, 1003);
  });

  it('of invalid UTF-8 end the connection', async (test) => {
    const service = await startRooms(test);
    const { socket, closed } = await openRawRoom(service);
    socket.send(Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false });
    await closed;
    assert.match(await service.runtime.metrics.registry.metrics(), /channel_closes_total\{channel="room",code="1007",service="rooms"\} 1/);
  });

  it('above the rate close with the declared code', async (test) => {
    const rate = { messages: 3, windowSeconds: 60, closeCode: 4409 };
    const room = await openRoom(await startRooms(test, { row: { limits: { ...roomRow().limits, rate } } }));
    for (let count = 0; count < 4; count += 1) room.send('ping', {});
    assert.deepEqual(await room.once('problem'), { type: 'problem', code: 'rate-limited' });
    assert.deepEqual(await room.closed, { code: 4409, reason: 'too many messages' });
  });

  it('that come faster than they are handled close with 1013', async (test) => {
    const handlers = { receive: { receiveSay: (_: unknown, { signal }: never) => untilAborted(signal) } };
    const room = await openRoom(await startRooms(test, { handlers, row: { limits: { ...roomRow().limits, backpressureBytes: 4096 } } }));
    for (let count = 0; count < 10; count += 1) room.send('say', { text: 'x'.repeat(900) });
    assert.deepEqual(await room.closed, { code: 1013, reason: 'messages come faster than they are handled' });
  });
});

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}

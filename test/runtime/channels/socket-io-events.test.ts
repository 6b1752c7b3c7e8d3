import assert from 'node:assert/strict';
import { EventEmitter, on, once } from 'node:events';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import type { ServerSide } from './open-room.ts';
import { openRawTalk, openTalk, startTalks } from './open-talk.ts';
import { talkRow } from './room-channel.ts';

describe('events of a Socket.IO channel', () => {
  for (const [title, event] of [
    ['that break the contract', ['wish', { wish: '' }]],
    ['of another type', ['shout', { loud: true }]],
    ['without JSON text', ['letter', '{"wish":']],
    ['with a value instead of JSON text', ['letter', { wish: 'x' }]],
    ['with too many arguments', ['wish', { wish: 'x' }, 'y']],
    ['with a payload where there is none', ['wave', 'hand']],
    ['with a property __proto__', ['wish', JSON.parse('{"wish":"x","__proto__":{}}')]],
    ['with a property __proto__ in JSON text', ['letter', '{"wish":"x","__proto__":{}}']],
    ['with binary data', ['wish', { wish: Buffer.from('x') }]],
    ['that nobody knows', ['dance', 1]],
    ['named like a property of every object', ['toString', 1]],
    ['named error', ['error', 1]],
  ] as const) {
    it(`${title} never reach a handler`, async (test) => {
      const handled: unknown[] = [];
      const keep = (payload: unknown): unknown => (handled.push(payload), { ok: true });
      const service = await startTalks(test, { handlers: { receive: { receiveWish: keep, receiveLetter: keep, receiveShout: keep, receiveWave: keep } } });
      const socket = await openRawTalk(test, service);
      const [name, ...values] = event;
      const problem = new Promise<{ code: string }>((resolve) => socket.once('problem', resolve));
      const gone = new Promise<{ code: string }>((resolve) => socket.once('disconnect', () => resolve({ code: 'disconnected' })));
      socket.emit(name, ...values);
      assert.match((await Promise.race([problem, gone])).code, /^(invalid|malformed|unknown)-message|disconnected$/);
      assert.deepEqual(handled, []);
    });
  }

  it('that are refused are told to the acknowledgement, if there is one', async (test) => {
    const talk = await openTalk(test, await startTalks(test));
    assert.deepEqual(await talk.request('wish', { wish: '' }), { code: 'invalid-message' });
    const socket = await openRawTalk(test, await startTalks(test));
    assert.deepEqual(await socket.emitWithAck('letter', '{'), { code: 'malformed-message' });
    assert.deepEqual(await socket.emitWithAck('dance'), { code: 'unknown-message' });
    talk.emit('wish', { wish: '' });
    assert.deepEqual(await talk.once('problem'), { code: 'invalid-message' });
  });

  it('nested more deeply than the stack is high are refused like any other', async (test) => {
    const service = await startTalks(test, { row: { limits: { ...talkRow().limits, messageBytes: 1_000_000 } } });
    const socket = new WebSocket(`${service.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket&room=hall`);
    test.after(() => socket.close());
    const received = on(socket, 'message', { close: ['close'] });
    const next = async (): Promise<string> => String(((await received.next()).value as [Buffer])[0]);
    assert.match(await next(), /^0/);
    socket.send('40/talk,');
    assert.match(await next(), /^40\/talk,/);
    socket.send(`42/talk,["wish",${'['.repeat(200_000)}${']'.repeat(200_000)}]`);
    assert.equal(await next(), '42/talk,["problem",{"code":"malformed-message"}]');
  });

  it('larger than the limit end the connection', async (test) => {
    for (const transports of [['polling'], ['websocket']] as const) {
      const talk = await openTalk(test, await startTalks(test), { transports });
      talk.emit('shout', 'x'.repeat(20_000));
      assert.match((await talk.closed).reason, /transport|server/);
    }
  });

  it('above the rate end the connection', async (test) => {
    const rate = { messages: 3, windowSeconds: 60, closeCode: 1008 };
    const talk = await openTalk(test, await startTalks(test, { row: { limits: { ...talkRow().limits, rate } } }));
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
    const talk = await openTalk(test, await startTalks(test, { handlers: { receive: { receiveWish } } }));
    await Promise.all([talk.request('wish', { wish: 'a' }), talk.request('wish', { wish: 'b' })]);
    assert.deepEqual(steps, ['begin a', 'end a', 'begin b', 'end b']);
  });

  it('may make a handler close the namespace', async (test) => {
    const closed = new EventEmitter();
    const handlers = { close: () => void closed.emit('close'), receive: { receiveWave: (_: unknown, connection: ServerSide) => connection.close(1000, 'bye') } };
    const talk = await openTalk(test, await startTalks(test, { handlers }));
    const ended = once(closed, 'close');
    talk.emit('wave');
    assert.equal((await talk.closed).reason, 'io server disconnect');
    await ended;
  });
});

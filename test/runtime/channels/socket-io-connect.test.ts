import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import { io } from 'socket.io-client';
import type { ChannelProblem } from '../../../runtime/service.ts';
import type { ServerSide } from './open-room.ts';
import { openTalk, refusedTalk, startTalks } from './open-talk.ts';
import { compile, talkRow } from './room-channel.ts';

describe('a Socket.IO connect', () => {
  it('is refused with the violations where the query breaks the contract', async (test) => {
    const problems: ChannelProblem[] = [];
    const problem = (found: ChannelProblem) => (problems.push(found), {});
    const service = await startTalks(test, { handlers: { problem } });
    assert.deepEqual(await refusedTalk(test, service, { query: {} }), { message: "must have required property 'room'", data: { code: 'invalid-connect' } });
    assert.deepEqual(problems.map((found) => found.code === 'invalid-connect' && found.violations[0]?.pointer), ['/room']);
  });

  it('is refused with the refusal of open', async (test) => {
    const handlers = { open: () => ({ refused: 'forbidden', reason: 'full', detail: 'The room is full.' }) as const, problem: () => ({}) };
    assert.deepEqual(await refusedTalk(test, await startTalks(test, { handlers }), {}), { message: 'The room is full.', data: { code: 'full' } });
  });

  it('is refused with the packet of problem, checked against connect_error', async (test) => {
    const schema = { type: 'object', required: ['message', 'data'], properties: { message: { type: 'string' }, data: { type: 'object', required: ['code'] } } };
    const send = { ...talkRow().send, connect_error: { name: 'connect_error', encoding: 'json', validate: compile(schema) } as const };
    let packet: unknown = { message: 'No such room', data: { code: 'room_not_found' } };
    const handlers = { open: () => Promise.reject(new Error('nothing')), problem: () => ({ reply: packet }) };
    const service = await startTalks(test, { row: { send }, handlers });
    assert.deepEqual(await refusedTalk(test, service, {}), packet);
    packet = { message: 'No such room' };
    assert.deepEqual(await refusedTalk(test, service, {}), { message: 'Internal error', data: { code: 'internal' } });
  });

  it('tells nothing of an unexpected error', async (test) => {
    const handlers = { open: () => Promise.reject(new Error('secret detail')), problem: () => ({}) };
    const service = await startTalks(test, { handlers });
    assert.deepEqual(await refusedTalk(test, service, {}), { message: 'Internal error', data: { code: 'internal' } });
    assert.ok(service.logged.some((line) => JSON.stringify(line).includes('secret detail')));
  });

  it('signs in with auth.token or the Authorization header', async (test) => {
    const security = [[{ scheme: 'token', scopes: [] }]];
    const handlers = { problem: () => ({}), receive: { receiveWish: (_: unknown, { actor }: ServerSide) => ({ ok: (actor as { name: string }).name === 'Ada' }) } };
    const service = await startTalks(test, { row: { security }, handlers });
    for (const credentials of [{ auth: { token: 'good' } }, { headers: { authorization: 'Bearer good' } }]) {
      const talk = await openTalk(test, service, credentials);
      assert.deepEqual(await talk.request('wish', { wish: 'x' }), { ok: true });
    }
    assert.deepEqual(await refusedTalk(test, service, {}), { message: 'No credentials were sent.', data: { code: 'missing' } });
    assert.deepEqual(await refusedTalk(test, service, { auth: { token: 'bad' } }), { message: 'The token is unknown.', data: { code: 'unknown-token' } });
    assert.deepEqual(await refusedTalk(test, service, { auth: { token: 'banned' } }), { message: 'You are banned.', data: { code: 'banned' } });
    assert.deepEqual(await refusedTalk(test, service, { auth: { token: 'broken' } }), { message: 'Internal error', data: { code: 'internal' } });
  });

  it('is refused on every namespace that is not in the contract', async (test) => {
    const service = await startTalks(test);
    for (const namespace of ['/', '/admin']) assert.equal((await refusedTalk(test, service, { namespace })).message, 'Invalid namespace');
  });

  it('is refused from pages of other origins, over both transports', async (test) => {
    const service = await startTalks(test, { settings: { corsOrigins: ['https://shop.example'] } });
    for (const transports of [['polling'], ['websocket']] as const) {
      await refusedTalk(test, service, { transports, headers: { origin: 'https://evil.example' } });
      await openTalk(test, service, { transports, headers: { origin: 'https://shop.example' } });
    }
  });

  it('may poll from a configured origin', async (test) => {
    const service = await startTalks(test, { settings: { corsOrigins: ['https://shop.example'] } });
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
    const service = await startTalks(test, { handlers });
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
    const talk = await openTalk(test, await startTalks(test, { handlers }));
    assert.equal(await talk.once('heard'), 'welcome');
  });
});

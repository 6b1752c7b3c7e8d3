import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { connectWebSocket, ConnectionRefused } from '../../../runtime/client/index.ts';
import { handshake, nextBytes } from './open-room.ts';
import { roomHandlers, roomRow, type RoomReceives, type RoomSends } from './room-channel.ts';
import { startChannels, type RunningChannels } from './start-channels.ts';

let service: RunningChannels;

before(async () => {
  const handlers = roomHandlers({
    receive: { receiveAsk: (_: RoomSends['ask'], { actor, path, query }: never) => ({ type: 'answer', text: JSON.stringify({ actor, path, query }) }) },
  });
  const row = roomRow({ subprotocols: ['rooms.v2', 'rooms.v1'], security: [[{ scheme: 'token', scopes: [] }], []] });
  const secured = roomRow({ name: 'secured', address: '/v1/secured/{room_id}', security: [[{ scheme: 'token', scopes: [] }]] });
  const shapes = ['/v1/rooms/{room_id}.json', '/v1/rooms/{room_id}:join', '/v1/halls/{room_id}.json'].map((address) => ({
    row: roomRow({ name: address, address, captures: { path: 1, query: true, headers: [], cookies: false } }),
    handlers: roomHandlers({ receive: { receiveAsk: (_: RoomSends['ask'], { path }: never) => ({ type: 'answer', text: `${address} ${JSON.stringify(path)}` }) } }),
  }));
  service = await startChannels({ channels: [{ row, handlers }, { row: secured, handlers }, ...shapes], settings: { corsOrigins: ['https://shop.example'] } });
});

after(() => service.stop());

function open(path: string, options: { protocols?: string[]; headers?: Record<string, string> } = {}) {
  return connectWebSocket<RoomSends, RoomReceives>({ url: `${service.url}${path}`, discriminator: 'type', ...options });
}

async function refusal(path: string, options: Parameters<typeof open>[1] = {}): Promise<{ status: number | undefined; body: unknown }> {
  const error = await open(path, options).then(() => assert.fail('the connection was accepted'), (reason: unknown) => reason);
  assert.ok(error instanceof ConnectionRefused, String(error));
  return { status: error.status, body: error.body };
}

describe('the handshake of a WebSocket channel', () => {
  it('hands decoded path and query parameters and the actor to the handlers', async () => {
    const connection = await open('/v1/rooms/big%20hall?seat=7', { headers: { authorization: 'Bearer good' } });
    const { text } = await connection.request('ask', { question: 'who?' }, { replies: ['answer'] });
    assert.deepEqual(JSON.parse(text), { actor: { name: 'Ada' }, path: { room_id: 'big hall' }, query: { seat: 7 } });
    await connection.close();
  });

  it('finds the channel by its address, parts of segments included, whatever the order', async () => {
    const ask = async (path: string): Promise<string> => {
      const connection = await open(path);
      const { text } = await connection.request('ask', { question: 'where?' }, { replies: ['answer'] });
      await connection.close();
      return text;
    };
    assert.equal(await ask('/v1/rooms/hall.json'), '/v1/rooms/{room_id}.json {"room_id":"hall"}');
    assert.equal(await ask('/v1/rooms/big%20hall:join'), '/v1/rooms/{room_id}:join {"room_id":"big hall"}');
    assert.match(await ask('/v1/rooms/hall'), /"path":\{"room_id":"hall"\}/);
    assert.equal((await refusal('/v1/halls/hall')).status, 404);
    assert.equal((await refusal('/v1/halls/.json')).status, 404);
  });

  it('lets a client without credentials in where sign-in is optional', async () => {
    const connection = await open('/v1/rooms/hall');
    const { text } = await connection.request('ask', { question: 'who?' }, { replies: ['answer'] });
    assert.equal(JSON.parse(text).actor, undefined);
    await connection.close();
  });

  it('answers 401 to a missing credential where sign-in is required', async () => {
    assert.deepEqual(await refusal('/v1/secured/hall'), { status: 401, body: { error: 'unauthenticated' } });
  });

  it('answers 401 to a refused credential, also where sign-in is optional', async () => {
    assert.equal((await refusal('/v1/rooms/hall', { headers: { authorization: 'Bearer bad' } })).status, 401);
    assert.equal((await refusal('/v1/secured/hall', { headers: { authorization: 'Bearer bad' } })).status, 401);
  });

  it('answers 403 to a caller that is known and may not', async () => {
    assert.deepEqual(await refusal('/v1/secured/hall', { headers: { authorization: 'Bearer banned' } }), { status: 403, body: { error: 'forbidden' } });
  });

  it('answers 500 without a word of the error when sign-in fails, and logs it', async () => {
    const { status, body } = await refusal('/v1/secured/hall', { headers: { authorization: 'Bearer broken' } });
    assert.deepEqual({ status, body }, { status: 500, body: { error: 'internal' } });
    assert.ok(service.logged.some((line) => JSON.stringify(line).includes('the directory is down')));
  });

  it('answers invalid parameters with every violation', async () => {
    const { status, body } = await refusal('/v1/rooms/HALL?seat=0');
    assert.equal(status, 422);
    const pointers = (body as { violations: { in: string; pointer: string }[] }).violations.map((violation) => `${violation.in} ${violation.pointer}`);
    assert.deepEqual(pointers.sort(), ['path /room_id', 'query /seat']);
  });

  it('answers 404 where there is no channel', async () => {
    assert.equal((await refusal('/v1/nowhere')).status, 404);
  });

  it('chooses the sub-protocol that the service likes best', async () => {
    const connection = await open('/v1/rooms/hall', { protocols: ['rooms.v1', 'rooms.v2', 'other'] });
    assert.equal(connection.protocol, 'rooms.v2');
    await connection.close();
  });

  it('lets a client in that offers no sub-protocol', async () => {
    const connection = await open('/v1/rooms/hall');
    assert.equal(connection.protocol, '');
    await connection.close();
  });

  it('refuses a client that offers only other sub-protocols', async () => {
    assert.deepEqual(await refusal('/v1/rooms/hall', { protocols: ['other.v1'] }), { status: 400, body: { error: 'malformed-request' } });
  });

  it('refuses pages of other origins, and allows the configured ones and its own', async () => {
    assert.equal((await refusal('/v1/rooms/hall', { headers: { origin: 'https://evil.example' } })).status, 403);
    for (const origin of ['https://shop.example', service.url]) {
      const connection = await open('/v1/rooms/hall', { headers: { origin } });
      await connection.close();
    }
  });

  it('refuses another version of the protocol, and says which it speaks', async () => {
    const answer = await exchange(handshake('/v1/rooms/hall').replace('Version: 13', 'Version: 8'));
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.match(answer, /sec-websocket-version: 13/i);
  });

  it('refuses bad framing', async () => {
    const answer = await exchange(handshake('/v1/rooms/hall').replace('Host: rooms', 'Host: rooms\r\nHost: other'));
    assert.match(answer, /^HTTP\/1\.1 400 /);
  });

  it('survives a client that goes away while it is being let in', async () => {
    const socket = connect(service.port, '127.0.0.1');
    socket.write(handshake('/v1/secured/hall').replace('Host: rooms', 'Host: rooms\r\nAuthorization: Bearer good'));
    socket.destroy();
    const connection = await open('/v1/rooms/hall');
    await connection.close();
  });

  it('refuses new connections while the service drains', async () => {
    service.runtime.load.draining = true;
    assert.equal((await refusal('/v1/rooms/hall')).status, 503);
    service.runtime.load.draining = false;
  });

  it('refuses who has signed in when the service began to drain', async (context) => {
    const row = roomRow({ security: [[{ scheme: 'token', scopes: [] }]] });
    const signIn = {
      token: async (): Promise<unknown> => {
        await Promise.resolve();
        closing.runtime.load.draining = true;
        return { name: 'Ada' };
      },
    };
    const closing = await startChannels({ channels: [{ row, handlers: roomHandlers({}) }], signIn });
    context.after(() => closing.stop());
    const socket = connect(closing.port, '127.0.0.1');
    socket.write(handshake('/v1/rooms/hall').replace('Host: rooms', 'Host: rooms\r\nAuthorization: Bearer good'));
    assert.match((await nextBytes(socket)).toString(), /^HTTP\/1.1 503 /);
  });

  it('counts under the limit of its caller, and is refused above it', async (context) => {
    const row = roomRow({ security: [[{ scheme: 'token', scopes: [] }]] });
    const callerRate = { name: 'all', by: 'caller', limit: 2, windowSeconds: 60 } as const;
    const limited = await startChannels({ channels: [{ row, handlers: roomHandlers({}) }], callerRate });
    context.after(() => limited.stop());
    const shake = async (token: string): Promise<string> => {
      const socket = connect(limited.port, '127.0.0.1');
      socket.write(handshake('/v1/rooms/hall').replace('Host: rooms', `Host: rooms\r\nAuthorization: Bearer ${token}`));
      for await (const chunk of socket) return String(chunk);
      return '';
    };
    assert.match(await shake('good'), /^HTTP\/1.1 101 [^]*x-ratelimit-remaining: 1\r/);
    assert.match(await shake('bad'), /^HTTP\/1.1 401 [^]*x-ratelimit-remaining: 0\r/);
    assert.match(await shake('good'), /^HTTP\/1.1 429 [^]*x-ratelimit-remaining: 0\r[^]*retry-after: \d+\r/);
  });
});

/** Everything that comes back until the service closes. */
async function exchange(request: string): Promise<string> {
  const socket = connect(service.port, '127.0.0.1');
  socket.write(request);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

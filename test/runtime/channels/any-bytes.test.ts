import assert from 'node:assert/strict';
import { on } from 'node:events';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openRawRoom, openRoom, openSocket, startRooms, textFrame } from './open-room.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.json(),
  fc.record({ type: fc.oneof(fc.constantFrom('say', 'ask', 'ping', 'said'), fc.anything()), text: fc.anything(), question: fc.anything() }, { requiredKeys: [] }).map((value) => JSON.stringify(value)),
);

describe('whatever a client sends', () => {
  it('as text, the handlers see valid messages only, and each of the others is answered', async (test) => {
    let handled = 0;
    const receiveSay = (message: { text: unknown }): void => {
      assert.ok(typeof message.text === 'string' && message.text.length > 0);
      handled += 1;
    };
    const { socket } = await openRawRoom(await startRooms(test, { handlers: { receive: { receiveSay } } }));
    const received = on(socket, 'message', { close: ['close'] });
    const next = async (): Promise<{ text?: string }> => JSON.parse(String(((await received.next()).value as [Buffer])[0])) as { text?: string };
    let count = 0;
    await fc.assert(
      fc.asyncProperty(text, async (sent) => {
        fc.pre(Buffer.byteLength(sent) <= 1024);
        const before = handled;
        const last = `last ${(count += 1)}`;
        socket.send(sent);
        socket.send(JSON.stringify({ type: 'ask', question: last }));
        let answers = 0;
        while ((await next()).text !== `${last}!`) answers += 1;
        assert.equal(answers + handled - before, 1, 'handled or answered, once');
      }),
      { numRuns: 300 },
    );
    socket.close();
  });

  it('as bytes after the handshake, the service goes on for the others', async (test) => {
    const service = await startRooms(test);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), async (bytes) => {
        const socket = await openSocket(service);
        socket.on('error', () => undefined).resume();
        socket.write(textFrame('{"type":"ping"}'));
        socket.end(bytes);
        socket.destroySoon();
      }),
      { numRuns: 100 },
    );
    const room = await openRoom(service);
    assert.deepEqual(await room.request('ping', {}, { replies: ['pong'] }), { type: 'pong' });
    await room.close();
  });
});

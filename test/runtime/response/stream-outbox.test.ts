import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { StreamOutbox } from '../../../runtime/response/stream-outbox.ts';
import type { Exchange } from '../../../runtime/exchange.ts';

/** A socket that notes what it is told; `takes`: how many pieces it takes before it is full. */
function openSocket(takes = Infinity): { readonly exchange: Exchange; readonly calls: string[]; readonly drain: () => void } {
  const calls: string[] = [];
  let left = takes;
  let onWritable = (): unknown => undefined;
  const res = {
    cork: (write: () => void) => (calls.push('cork'), write(), calls.push('send')),
    write: (piece: string) => (calls.push(piece), (left -= 1) >= 0),
    onWritable: (handler: () => unknown) => void (onWritable = handler),
  };
  return { exchange: { corked: false, res } as unknown as Exchange, calls, drain: () => void ((left = takes), onWritable()) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the outbox of a stream', () => {
  it('gathers small pieces until all callbacks have returned, promises included', async () => {
    const { exchange, calls } = openSocket();
    const outbox = new StreamOutbox(exchange, true);
    outbox.put('a');
    await Promise.resolve();
    outbox.put('');
    outbox.put('b');
    assert.deepEqual(calls, []);
    await turn();
    assert.deepEqual(calls, ['cork', 'a', 'b', 'send']);
  });

  it('writes bytes and much at once, and what waits before the end', () => {
    const { exchange, calls } = openSocket();
    new StreamOutbox(exchange, false).put('bytes');
    const outbox = new StreamOutbox(exchange, true);
    outbox.put('a');
    outbox.put('x'.repeat(16 * 1024));
    outbox.put('last');
    outbox.flush();
    assert.deepEqual(calls.filter((call) => call.length < 10), ['cork', 'bytes', 'send', 'cork', 'a', 'send', 'cork', 'last', 'send']);
  });

  it('writes nothing to a socket that is gone, and lets nobody wait for it', async () => {
    const { exchange, calls } = openSocket(0);
    const outbox = new StreamOutbox(exchange, true);
    outbox.put('a');
    outbox.flush();
    const room = outbox.room();
    outbox.put('b');
    outbox.clear();
    await Promise.all([room, turn()]);
    assert.deepEqual(calls, ['cork', 'a', 'send']);
  });

  it('is full from the piece that the socket did not take until it can be written again', async () => {
    const { exchange, drain } = openSocket(1);
    const outbox = new StreamOutbox(exchange, false);
    outbox.put('a');
    assert.equal(outbox.isFull, false);
    outbox.put('b');
    assert.equal(outbox.isFull, true);
    const room = outbox.room();
    drain();
    await room;
    assert.equal(outbox.isFull, false);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitChannelTypes } from '../../../generator/emit/channel-types.ts';
import { emitMessageTypes } from '../../../generator/emit/message-types.ts';
import { aChannel, aMessage, anApi, aParameter, aReceive, aSchema } from './fixture.ts';

const pong = aMessage({ name: 'pong', schemaName: 'Pong' });
const ping = aMessage({ name: 'ping', schemaName: 'Ping', summary: 'Are you there?' });
const schemas = [aSchema('Ping', {}), aSchema('Pong', {})];

test('messages by name; the discriminator may be left out by whoever sends', () => {
  const channel = aChannel({
    name: 'live',
    sends: [pong],
    receives: [aReceive({ id: 'receivePing', message: ping, replies: [pong] })],
  });
  const [file] = emitMessageTypes(anApi({ schemas, channels: [channel] }));
  assert.ok(
    file?.text.endsWith(`/** What the service sends on live. */
export interface LiveSends {
  pong: Untagged<types.Pong, 'type'>;
}

/** What the service receives on live. */
export interface LiveReceives {
  /** Are you there? */
  ping: Untagged<types.Ping, 'type'>;
}

/** What the service replies on live, by the message that asked. */
export interface LiveReplies {
  /** Are you there? */
  ping: types.Pong;
}
`),
  );
});

test('a handler of a message returns its one reply, one of several whole, or nothing', () => {
  const replies = (...messages: ReturnType<typeof aMessage>[]) => {
    const channel = aChannel({ name: 'live', receives: [aReceive({ id: 'receivePing', message: ping, replies: messages })] });
    return /\) => (Promise<.*);/.exec(
      emitChannelTypes(anApi({ schemas, channels: [channel] }))[0]?.text.split('export type ReceivePing')[1] ?? '',
    )?.[1];
  };
  assert.equal(replies(), 'Promise<void> | void');
  assert.equal(replies(pong), "Promise<Untagged<types.Pong, 'type'> | undefined> | Untagged<types.Pong, 'type'> | undefined");
  assert.equal(replies(pong, ping), 'Promise<types.Pong | types.Ping | undefined> | types.Pong | types.Ping | undefined');
});

test('a connection has the parameters of its address', () => {
  const channel = aChannel({
    name: 'live',
    parameters: [aParameter({ name: 'id', in: 'path' }), aParameter({ name: 'since', in: 'query' })],
  });
  const expected = `export interface LiveConnection<C extends Context, State> extends Connection<C, LiveSends, State> {
  readonly path: types.LivePath;
  readonly query: types.LiveQuery;
}`;
  assert.ok(emitChannelTypes(anApi({ channels: [channel] }))[0]?.text.includes(expected));
});

test('an API without channels has no such files', () => {
  assert.deepEqual([...emitChannelTypes(anApi()), ...emitMessageTypes(anApi())], []);
});

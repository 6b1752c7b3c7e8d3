import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, asyncapi, openapi, refusedLines } from '../contract-folder.ts';
import { both, channelOf, typed, chat, on, receive } from './chat.ts';

test('a channel with one message needs nothing to tell it by', async () => {
  const channel = await channelOf(chat({ Any: '{name: anything, payload: {type: object}}' }, receive('Any')));
  assert.deepEqual([channel.discriminator, channel.receives[0]?.message.name], [undefined, 'anything']);
});

test('an operation about several messages gives a handler for each', async () => {
  const text = chat({ say_it: typed('say'), leave: typed('leave') }, `  receiveAll: {action: receive, ${on}}\n`);
  const { receives } = await channelOf(text);
  assert.deepEqual(
    receives.map(({ id, functionName, fileName }) => [id, functionName, fileName]),
    [
      ['receiveAll/say_it', 'receiveAllSayIt', 'receive-all-say-it'],
      ['receiveAll/leave', 'receiveAllLeave', 'receive-all-leave'],
    ],
  );
});

test('protocols other than WebSocket and Socket.IO are refused at the server', async () => {
  assert.deepEqual(await refusedLines(both(chat({ A: typed('a') }, receive('A')).replace('protocol: ws', 'protocol: kafka'))), [
    'asyncapi.yaml:3:45 unsupported-protocol: the protocol kafka is not supported | Use ws, wss or socketio on the first server',
  ]);
});

test('the address has the path of its server, and parameters that fit', async () => {
  const text = asyncapi(`channels:
  room:
    address: /rooms/{room}
    parameters: {room: {enum: [a, b], description: Which}}
    bindings: {ws: {query: {type: object, required: [since], properties: {since: {type: integer}}}, headers: {type: object, properties: {X-Key: {type: string}}}}}
    messages: {a: {payload: {type: object}}}
operations: {receiveA: {action: receive, channel: {$ref: '#/channels/room'}}}
`).replace('protocol: ws', "protocol: wss, pathname: '/{stage}/', variables: {stage: {default: v1}}");
  const channel = await channelOf(text);
  assert.equal(channel.address, '/v1/rooms/{room}');
  assert.deepEqual(
    channel.parameters.map(({ name, in: place, required, schema }) => [name, place, required, schema]),
    [
      ['room', 'path', true, { type: 'string', minLength: 1, enum: ['a', 'b'] }],
      ['since', 'query', true, { type: 'integer' }],
      ['X-Key', 'header', false, { type: 'string' }],
    ],
  );
});

test('an address that does not fit its parameters, or is missing, is refused', async () => {
  const at = (channel: string) =>
    both(
      asyncapi(
        `channels:\n  room: {${channel}}\noperations: {receiveA: {action: receive, channel: {$ref: '#/channels/room'}}}\n`,
      ),
    );
  const lines = async (channel: string) =>
    (await refusedLines(at(channel)))
      .filter((line) => !line.includes('invalid-structure'))
      .map((line) => line.replace(/ \|.*/, ''));
  const messages = 'messages: {a: {payload: {type: object}}}';
  assert.deepEqual(await lines(`address: '/{a}', ${messages}`), [
    'asyncapi.yaml:5:3 undeclared-path-parameter: the parameter a of /{a} is not declared',
  ]);
  assert.deepEqual(await lines(`address: null, ${messages}`), ['asyncapi.yaml:5:19 invalid-path: the channel has no address']);
});

test('the folder of a channel is not that of a tag, and its handlers are not called like operations', async () => {
  const document = openapi(
    "paths: {/chat: {get: {operationId: receiveA, tags: [chat], responses: {'204': {description: None}}}}}\n",
  );
  const [channel] = (await apiOf(both(chat({ A: typed('a') }, receive('A')), document))).channels;
  assert.deepEqual([channel?.folder, channel?.receives[0]?.functionName], ['chat-channel', 'receiveA2']);
});

test('a Socket.IO server has no path of its own', async () => {
  const text = chat({ A: typed('a') }, receive('A')).replace('protocol: ws', 'protocol: socketio, pathname: /v1');
  assert.deepEqual(await refusedLines(both(text)), [
    'asyncapi.yaml:3:65 unsupported-feature: the pathname of a Socket.IO server is not supported | Remove it; the address of a channel is its namespace',
  ]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, asyncapi, openapi, refusedLines, warnedLines } from '../contract-folder.ts';
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

const someOperation = openapi("paths: {/events: {get: {operationId: follow, responses: {'200': {description: All, content: {text/event-stream: {}}}}}}}\n");

test('on a server that speaks HTTP, a channel names the events of the GET of its address', async () => {
  const events = { added: '{payload: {type: object, properties: {name: {type: string}}}}', word: '{payload: {type: string}}', end: "{payload: {type: 'null'}}" };
  const text = chat(events, `  sendAll: {action: send, ${on}}\n`).replace('protocol: ws', 'protocol: https').replace('/chat\n', '/events\n');
  const { channels, operations } = await apiOf(both(text, someOperation));
  const [content] = operations[0]?.responses[0]?.contents ?? [];
  assert.equal(channels.length, 0);
  assert.deepEqual(content?.events, [
    { kind: 'event', name: 'added', encoding: 'json', texts: [] },
    { kind: 'event', name: 'word', encoding: 'text', texts: [] },
    { kind: 'event', name: 'end', encoding: 'text', texts: [] },
  ]);
  const { anyOf: [added] } = content.itemSchema as { anyOf: [{ required: string[]; properties: { data: object } }] };
  assert.deepEqual([added.required, added.properties.data], [['event', 'data'], { $ref: '#/components/schemas/AddedMessage' }]);
  const lines = async (changed: string, document = someOperation) => (await refusedLines(both(changed, document))).map((line) => line.replace(/ \|.*/, ''));
  assert.deepEqual(await lines(text.replace('action: send', 'action: receive')), [
    'asyncapi.yaml:12:12 unsupported-feature: nothing is received on a stream of events',
  ]);
  assert.deepEqual(await lines(text, someOperation.replace('stream: {}', 'stream: {x-events: {a: {type: string}}}')), [
    'asyncapi.yaml:5:3 ambiguous-messages: the events of follow are also described by openapi.yaml:3',
  ]);
});

test('a message that no operation is about is told', async () => {
  const text = chat({ Used: typed('used'), Lost: typed('lost') }, receive('Used'));
  assert.deepEqual((await warnedLines(both(text))).map((line) => line.replace(/ \|.*/, '')), ['asyncapi.yaml:9:7 ignored-member: no operation is about the message Lost: it neither comes nor goes']);
});

test('two channels of one shape are refused', async () => {
  const room = (name: string, parameter: string) =>
    `  ${name}: {address: '/rooms/{${parameter}}', parameters: {${parameter}: {}}, messages: {a: {payload: {type: object}}}}\n`;
  const files = both(asyncapi(`channels:\n${room('one', 'a')}${room('two', 'b')}`));
  assert.deepEqual(await refusedLines(files), ['asyncapi.yaml:6:8 colliding-paths: the address /rooms/{b} is also that of one | Make one channel of both']);
  assert.deepEqual((await apiOf(files, { lenient: true })).channels.map(({ name }) => name), ['one']);
});

test('an address that is a URL is refused; with --lenient its path is taken', async () => {
  const text = chat({ Any: '{payload: {type: object}}' }, receive('Any')).replace('address: /chat', 'address: ws://localhost:8080/chat');
  assert.deepEqual(await refusedLines(both(text)), ['asyncapi.yaml:6:14 invalid-path: the address ws://localhost:8080/chat is a URL | Write its path alone; the host belongs to servers']);
  assert.equal((await channelOf(text, { lenient: true })).address, '/chat');
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
  assert.deepEqual(await lines(`address: '/{a}', parameters: {b: {}}, ${messages}`), [
    'asyncapi.yaml:5:3 undeclared-path-parameter: the parameter a of /{a} is not declared',
    'asyncapi.yaml:5:43 unknown-path-parameter: the path /{a} has no parameter b',
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

test('a WebSocket may be at no path at all, and its address need not begin with a slash', async () => {
  const root = await channelOf(asyncapi('channels: {/: {address: /, messages: {a: {payload: {type: object}}}}}\n'));
  const plain = await channelOf(asyncapi('channels: {feed: {address: feed, messages: {a: {payload: {type: object}}}}}\n'));
  assert.deepEqual([root.typeName, root.address, plain.address], ['ChannelChannel', '/', '/feed']);
});

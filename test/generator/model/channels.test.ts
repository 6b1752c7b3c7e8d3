import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, asyncapi, emptyOpenApi, openapi, refusedLines } from '../contract-folder.ts';

const both = (text: string, document = emptyOpenApi) => ({ 'openapi.yaml': document, 'asyncapi.yaml': text });

async function channelOf(text: string) {
  const [channel] = (await apiOf(both(text))).channels;
  assert.ok(channel);
  return channel;
}

/** A payload whose `type` is the given constant. */
const typed = (type: string) => `{payload: {type: object, required: [type], properties: {type: {const: ${type}}}}}`;

/** A channel with messages, which stand from line 8 on, and operations. */
const chat = (messages: Record<string, string>, operations: string) =>
  asyncapi(`channels:
  chat:
    address: /chat
    messages:
${Object.entries(messages).map(([name, message]) => `      ${name}: ${message}\n`).join('')}operations:
${operations}`);

const on = "channel: {$ref: '#/channels/chat'}";
const message = (name: string) => `{$ref: '#/channels/chat/messages/${name}'}`;
const receive = (name: string) => `  receive${name}: {action: receive, ${on}, messages: [${message(name)}]}\n`;
const send = (name: string) => `  send${name}: {action: send, ${on}, messages: [${message(name)}]}\n`;

test('messages are named by the constant that tells them apart', async () => {
  const channel = await channelOf(chat({ Say: typed('say'), Said: typed('said'), Left: typed('left') }, receive('Say') + receive('Left') + send('Said')));
  assert.equal(channel.discriminator, 'type');
  assert.deepEqual(channel.receives.map(({ message: { name } }) => name), ['say', 'left']);
  assert.deepEqual(channel.sends.map(({ name }) => name), ['said']);
});

test('the constant is found through references, combinations and single enums, beside constants that all share', async () => {
  const text = `${chat(
    {
      A: "{payload: {$ref: '#/components/schemas/A'}}",
      B: '{payload: {allOf: [{type: object, required: [kind, v], properties: {kind: {enum: [b]}, v: {const: x}}}]}}',
      C: "{payload: {oneOf: [{$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/C', minProperties: 3}]}}",
    },
    receive('A') + receive('B') + receive('C'),
  )}components:
  schemas:
    Kind: {const: c}
    A: {type: object, required: [kind, v], properties: {kind: {const: a}, v: {const: x}}}
    C: {type: object, required: [kind, v], properties: {kind: {$ref: '#/components/schemas/Kind'}, v: {const: x}}}
`;
  const channel = await channelOf(text);
  assert.deepEqual([channel.discriminator, channel.receives.map(({ message: { name } }) => name)], ['kind', ['a', 'b', 'c']]);
});

test('WebSocket messages that cannot be told apart are refused, each at its place', async () => {
  const text = chat({ A: typed('a'), B: '{payload: {type: object}}', C: '{payload: {type: object, properties: {type: {const: c}}}}' }, receive('A') + receive('B') + receive('C'));
  const hint = 'Give each payload a required property type with a const that is a text of its own';
  assert.deepEqual(await refusedLines(both(text)), [
    `asyncapi.yaml:9:10 ambiguous-messages: the message B cannot be told from the others of its channel | ${hint}`,
    `asyncapi.yaml:10:10 ambiguous-messages: the message C cannot be told from the others of its channel | ${hint}`,
  ]);
});

test('two messages of one direction with the same constant are refused, of both directions not', async () => {
  const text = (operations: string) => chat({ A: typed('a'), B: typed('a'), C: typed('c') }, operations);
  assert.deepEqual(await refusedLines(both(text(receive('A') + receive('B') + receive('C')))), [
    'asyncapi.yaml:9:10 duplicate-message: the name a is also that of the message at asyncapi.yaml:8 | Give each message of a direction a name (or discriminator) of its own',
  ]);
  const channel = await channelOf(text(receive('A') + send('B') + send('C')));
  assert.deepEqual([channel.receives[0]?.message.name, channel.sends.map(({ name }) => name)], ['a', ['a', 'c']]);
});

test('a channel with one message needs nothing to tell it by', async () => {
  const channel = await channelOf(chat({ Any: '{name: anything, payload: {type: object}}' }, receive('Any')));
  assert.deepEqual([channel.discriminator, channel.receives[0]?.message.name], [undefined, 'anything']);
});

test('a message without a payload is refused, on a WebSocket and on Socket.IO', async () => {
  const expected = ["asyncapi.yaml:8:12 missing-payload: the message has no payload | Describe what it carries; for a message that carries nothing write payload: {type: 'null'}"];
  const text = chat({ Ping: '{name: ping}' }, receive('Ping'));
  assert.deepEqual(await refusedLines(both(text)), expected.map((line) => line.replace('8:12', '8:13')));
  assert.deepEqual(await refusedLines(both(text.replace('protocol: ws', 'protocol: socketio'))), expected.map((line) => line.replace('8:12', '8:13')));
});

const onSocketIo = (text: string) => text.replace('protocol: ws', 'protocol: socketio');

test('the forms that a message can have', async () => {
  const text = onSocketIo(
    chat(
      {
        Nothing: "{name: nothing, payload: {type: 'null'}}",
        Plain: '{payload: {type: string}, contentType: text/plain}',
        Packed: '{payload: {type: string, contentMediaType: application/json, contentSchema: {type: array}}}',
        Json: '{payload: {type: object}}',
      },
      receive('Nothing') + receive('Plain') + receive('Packed') + receive('Json'),
    ),
  );
  const channel = await channelOf(text);
  assert.deepEqual(channel.receives.map(({ message: { name, encoding, schemaName } }) => [name, encoding, schemaName]), [
    ['nothing', 'none', undefined],
    ['Plain', 'text', 'PlainMessage'],
    ['Packed', 'json-text', 'PackedMessage'],
    ['Json', 'json', 'JsonMessage'],
  ]);
});

test('what nobody checks or sends is refused', async () => {
  const messages = {
    A: '{payload: {type: string, minLength: 3, contentMediaType: application/json, contentSchema: {}}}',
    B: '{payload: {type: object}, headers: {type: object}}',
    C: '{payload: {type: object}, contentType: application/xml}',
    D: "{payload: {schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: {type: string}}}",
    E: '{payload: {contentSchema: {}}}',
  };
  const lines = await refusedLines(both(onSocketIo(chat(messages, receive('A') + receive('B') + receive('C') + receive('D') + receive('E')))));
  assert.deepEqual(lines.filter((line) => !line.includes('invalid-structure')), [
    'asyncapi.yaml:8:35 unsupported-keyword: minLength is not checked beside contentSchema | Say it within contentSchema, or with x-message-limit on the channel',
    'asyncapi.yaml:9:36 unsupported-feature: headers of a message are not supported | Put the values into the payload',
    'asyncapi.yaml:10:49 unsupported-media-type: messages cannot be application/xml | Use application/json or text/plain',
    'asyncapi.yaml:11:35 unsupported-feature: the schema format application/vnd.apache.avro;version=1.9.0 is not supported | Write the payload as a JSON Schema',
    'asyncapi.yaml:12:21 unsupported-keyword: contentSchema describes JSON within a string only | Write type: string and contentMediaType: application/json beside contentSchema',
  ]);
});

test('a payload that is a component keeps its name, one in another document too', async () => {
  const text = chat({ A: "{payload: {$ref: './openapi.yaml#/components/schemas/Pet'}}" }, receive('A'));
  const { channels, schemas } = await apiOf(both(text, openapi('paths: {}\ncomponents: {schemas: {Pet: {type: object}}}\n')));
  assert.equal(channels[0]?.receives[0]?.message.schemaName, 'Pet');
  assert.deepEqual(schemas.map(({ name }) => name), ['Pet']);
});

test('replies are sent as well, on the channel that was written on', async () => {
  const reply = (rest: string) => `  receiveA: {action: receive, ${on}, messages: [${message('A')}], reply: {${rest}}}\n`;
  const text = onSocketIo(chat({ A: '{payload: {}}', B: '{payload: {}}' }, reply(`messages: [${message('B')}]`)));
  const channel = await channelOf(text);
  assert.deepEqual([channel.receives[0]?.replies.map(({ name }) => name), channel.sends.map(({ name }) => name)], [['B'], ['B']]);
});

test('a reply elsewhere, a reply without messages and traits are refused', async () => {
  const text = asyncapi(`channels:
  chat: {address: /chat, messages: {a: {payload: {type: object}}}}
  other: {address: /other, messages: {b: {payload: {type: object}}}}
operations:
  one: {action: receive, ${on}, reply: {channel: {$ref: '#/channels/other'}, messages: [{$ref: '#/channels/other/messages/b'}]}}
  two: {action: send, ${on}, reply: {}, traits: [{title: x}]}
`);
  const lines = await refusedLines(both(onSocketIo(text)));
  assert.deepEqual(lines.map((line) => line.replace(/ \|.*/, '')), [
    'asyncapi.yaml:8:70 unsupported-feature: a reply on another channel is not supported',
    'asyncapi.yaml:9:66 missing-payload: the reply names no messages',
    'asyncapi.yaml:9:70 unsupported-feature: traits are not supported',
  ]);
});

test('an operation about several messages gives a handler for each', async () => {
  const text = chat({ say_it: typed('say'), leave: typed('leave') }, `  receiveAll: {action: receive, ${on}}\n`);
  const { receives } = await channelOf(text);
  assert.deepEqual(receives.map(({ id, functionName, fileName }) => [id, functionName, fileName]), [
    ['receiveAll/say_it', 'receiveAllSayIt', 'receive-all-say-it'],
    ['receiveAll/leave', 'receiveAllLeave', 'receive-all-leave'],
  ]);
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
  assert.deepEqual(channel.parameters.map(({ name, in: place, required, schema }) => [name, place, required, schema]), [
    ['room', 'path', true, { type: 'string', minLength: 1, enum: ['a', 'b'] }],
    ['since', 'query', true, { type: 'integer' }],
    ['X-Key', 'header', false, { type: 'string' }],
  ]);
});

test('an address that does not fit its parameters, or is missing, is refused', async () => {
  const at = (channel: string) => both(asyncapi(`channels:\n  room: {${channel}}\noperations: {receiveA: {action: receive, channel: {$ref: '#/channels/room'}}}\n`));
  const lines = async (channel: string) => (await refusedLines(at(channel))).filter((line) => !line.includes('invalid-structure')).map((line) => line.replace(/ \|.*/, ''));
  const messages = 'messages: {a: {payload: {type: object}}}';
  assert.deepEqual(await lines(`address: '/{a}', ${messages}`), ['asyncapi.yaml:5:3 undeclared-path-parameter: the parameter a of /{a} is not declared']);
  assert.deepEqual(await lines(`address: null, ${messages}`), ['asyncapi.yaml:5:19 invalid-path: the channel has no address']);
});

test('the folder of a channel is not that of a tag, and its handlers are not called like operations', async () => {
  const document = openapi("paths: {/chat: {get: {operationId: receiveA, tags: [chat], responses: {'204': {description: None}}}}}\n");
  const [channel] = (await apiOf(both(chat({ A: typed('a') }, receive('A')), document))).channels;
  assert.deepEqual([channel?.folder, channel?.receives[0]?.functionName], ['chat-channel', 'receiveA2']);
});

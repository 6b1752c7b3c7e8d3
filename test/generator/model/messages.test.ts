import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, asyncapi, openapi, refusedLines } from '../contract-folder.ts';
import { both, channelOf, chat, on, message, receive, onSocketIo } from './chat.ts';

test('a message without a payload is refused, on a WebSocket and on Socket.IO', async () => {
  const expected = [
    "asyncapi.yaml:8:12 missing-payload: the message has no payload | Describe what it carries; for a message that carries nothing write payload: {type: 'null'}",
  ];
  const text = chat({ Ping: '{name: ping}' }, receive('Ping'));
  assert.deepEqual(
    await refusedLines(both(text)),
    expected.map((line) => line.replace('8:12', '8:13')),
  );
  assert.deepEqual(
    await refusedLines(both(text.replace('protocol: ws', 'protocol: socketio'))),
    expected.map((line) => line.replace('8:12', '8:13')),
  );
});

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
  assert.deepEqual(
    channel.receives.map(({ message: { name, encoding, schemaName } }) => [name, encoding, schemaName]),
    [
      ['nothing', 'none', undefined],
      ['Plain', 'text', 'PlainMessage'],
      ['Packed', 'json-text', 'PackedMessage'],
      ['Json', 'json', 'JsonMessage'],
    ],
  );
});

test('what nobody checks or sends is refused', async () => {
  const messages = {
    A: '{payload: {type: string, minLength: 3, contentMediaType: application/json, contentSchema: {}}}',
    B: '{payload: {type: object}, headers: {type: object}}',
    C: '{payload: {type: object}, contentType: application/xml}',
    D: "{payload: {schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: {type: string}}}",
    E: '{payload: {contentSchema: {}}}',
  };
  const lines = await refusedLines(
    both(onSocketIo(chat(messages, receive('A') + receive('B') + receive('C') + receive('D') + receive('E')))),
  );
  assert.deepEqual(
    lines.filter((line) => !line.includes('invalid-structure')),
    [
      'asyncapi.yaml:8:35 unsupported-keyword: minLength is not checked beside contentSchema | Say it within contentSchema, or with x-message-limit on the channel',
      'asyncapi.yaml:9:36 unsupported-feature: headers of a message are not supported | Put the values into the payload',
      'asyncapi.yaml:10:49 unsupported-media-type: messages cannot be application/xml | Use application/json or text/plain',
      'asyncapi.yaml:11:35 unsupported-feature: the schema format application/vnd.apache.avro;version=1.9.0 is not supported | Write the payload as a JSON Schema',
      'asyncapi.yaml:12:21 unsupported-keyword: contentSchema describes JSON within a string only | Write type: string and contentMediaType: application/json beside contentSchema',
    ],
  );
});

test('a payload that is a component keeps its name, one in another document too', async () => {
  const text = chat({ A: "{payload: {$ref: './openapi.yaml#/components/schemas/Pet'}}" }, receive('A'));
  const { channels, schemas } = await apiOf(both(text, openapi('paths: {}\ncomponents: {schemas: {Pet: {type: object}}}\n')));
  assert.equal(channels[0]?.receives[0]?.message.schemaName, 'Pet');
  assert.deepEqual(
    schemas.map(({ name }) => name),
    ['Pet'],
  );
});

test('replies are sent as well, on the channel that was written on', async () => {
  const reply = (rest: string) => `  receiveA: {action: receive, ${on}, messages: [${message('A')}], reply: {${rest}}}\n`;
  const text = onSocketIo(chat({ A: '{payload: {}}', B: '{payload: {}}' }, reply(`messages: [${message('B')}]`)));
  const channel = await channelOf(text);
  assert.deepEqual([channel.receives[0]?.replies.map(({ name }) => name), channel.sends.map(({ name }) => name)], [['B'], ['B']]);
});

test('a reply elsewhere, and a reply without messages, are refused', async () => {
  const text = asyncapi(`channels:
  chat: {address: /chat, messages: {a: {payload: {type: object}}}}
  other: {address: /other, messages: {b: {payload: {type: object}}}}
operations:
  one: {action: receive, ${on}, reply: {channel: {$ref: '#/channels/other'}, messages: [{$ref: '#/channels/other/messages/b'}]}}
  two: {action: send, ${on}, reply: {}}
`);
  const lines = await refusedLines(both(onSocketIo(text)));
  assert.deepEqual(
    lines.map((line) => line.replace(/ \|.*/, '')),
    [
      'asyncapi.yaml:8:70 unsupported-feature: a reply on another channel is not supported',
      'asyncapi.yaml:9:66 missing-payload: the reply names no messages',
    ],
  );
});

test('a discriminator of AsyncAPI is the name of a property: it tells branches apart, and elsewhere is a note', async () => {
  const payload = '{type: object, discriminator: kind, oneOf: [{required: [kind], properties: {kind: {const: a}}}, {required: [kind], properties: {kind: {const: b}}}]}';
  const text = chat({ Either: `{payload: ${payload}}`, Note: '{payload: {type: object, discriminator: kind, required: [kind], properties: {kind: {const: c}}}}' }, receive('Either'));
  const { schemas } = await apiOf(both(text));
  const of = (name: string) => schemas.find((schema) => schema.name === name)?.schema;
  assert.deepEqual(Object.entries(of('EitherMessage') ?? {})[1], ['discriminator', { propertyName: 'kind' }]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusedLines, warnedLines } from '../contract-folder.ts';
import { both, channelOf, typed, chat, receive, send } from './chat.ts';

test('messages are named by the constant that tells them apart', async () => {
  const channel = await channelOf(
    chat({ Say: typed('say'), Said: typed('said'), Left: typed('left') }, receive('Say') + receive('Left') + send('Said')),
  );
  assert.equal(channel.discriminator, 'type');
  assert.deepEqual(
    channel.receives.map(({ message: { name } }) => name),
    ['say', 'left'],
  );
  assert.deepEqual(
    channel.sends.map(({ name }) => name),
    ['said'],
  );
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
  const text = chat(
    { A: typed('a'), B: '{payload: {type: object}}', C: '{payload: {type: object, properties: {type: {const: c}}}}' },
    receive('A') + receive('B') + receive('C'),
  );
  const hint = 'Give each payload a required property type with a const that is a text of its own';
  assert.deepEqual(await refusedLines(both(text)), [
    `asyncapi.yaml:9:10 ambiguous-messages: the message B cannot be told from the others of its channel | ${hint}`,
  ]);
  assert.match((await warnedLines(both(text), { lenient: true })).join(), /the message B cannot .*; until then those of a direction are one message, in which anything is allowed/);
});

test('with --lenient WebSocket messages that cannot be told apart are one in each direction', async () => {
  const messages = { A: '{payload: {type: object}}', B: '{payload: {type: array}}', C: '{payload: {type: object}}' };
  const channel = await channelOf(chat(messages, receive('A') + receive('B') + send('B') + send('C')), { lenient: true });
  assert.deepEqual([channel.discriminator, channel.receives.map(({ id, message }) => [id, message.name, message.schemaName])], [undefined, [['receiveA', 'message', 'AnyMessage']]]);
  assert.deepEqual(channel.sends.map(({ name, schemaName }) => [name, schemaName]), [['message', 'AnyMessage']]);
});

test('a constant that is not required tells messages apart where no other does, with a warning', async () => {
  const optional = (type: string) => `{payload: {type: object, properties: {type: {enum: [${type}]}}}}`;
  const inherited = '{payload: {allOf: [{type: object, required: [type]}, {properties: {type: {const: c}}}]}}';
  const text = chat({ A: optional('a'), B: optional('b'), C: inherited }, receive('A') + receive('B') + receive('C'));
  const channel = await channelOf(text);
  assert.deepEqual([channel.discriminator, channel.receives.map(({ message: { name } }) => name)], ['type', ['a', 'b', 'c']]);
  const told = (name: string) => `the message ${name} is told from others by type, which is not required: without it, it is none | Add type to the required properties of its payload`;
  assert.deepEqual(await warnedLines(both(text)), [`asyncapi.yaml:8:10 ambiguous-messages: ${told('A')}`, `asyncapi.yaml:9:10 ambiguous-messages: ${told('B')}`]);
});

test('two messages of one direction with the same constant are refused, of both directions not', async () => {
  const text = (operations: string) => chat({ A: typed('a'), B: typed('a'), C: typed('c') }, operations);
  assert.deepEqual(await refusedLines(both(text(receive('A') + receive('B') + receive('C')))), [
    'asyncapi.yaml:9:10 duplicate-message: the name a is also that of the message at asyncapi.yaml:8 | Give each message of a direction a name (or discriminator) of its own',
  ]);
  const channel = await channelOf(text(receive('A') + send('B') + send('C')));
  assert.deepEqual([channel.receives[0]?.message.name, channel.sends.map(({ name }) => name)], ['a', ['a', 'c']]);
});

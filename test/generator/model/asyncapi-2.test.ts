import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, refusedLines } from '../contract-folder.ts';
import { both, channelOf } from './chat.ts';

const say = '{name: say, payload: {type: object, required: [type], properties: {type: {const: say}}}}';
const said = '{name: said, payload: {type: object, required: [type], properties: {type: {const: said}, text: {type: string}}}}';

/** A document of AsyncAPI 2.6; `rest` begins in line 5. */
const document = (channel: string, rest = '') => `asyncapi: 2.6.0
info: {title: Pets, version: '1'}
servers: {here: {url: 'wss://{stage}.example.com/v1', protocol: wss, variables: {stage: {default: live}}}}
channels:
  /rooms/{room}:
    parameters: {room: {description: Which, schema: {type: string, pattern: '^[a-z]+$'}}}
${channel}${rest}`;

const talk = `    publish: {operationId: talk, message: ${say}}\n    subscribe: {message: ${said}}\n`;

test('what clients publish is received, and what they subscribe to is sent', async () => {
  const channel = await channelOf(document(talk));
  assert.deepEqual(
    [channel.address, channel.protocol, channel.discriminator, channel.receives.map(({ id, message }) => [id, message.name]), channel.sends.map(({ name }) => name)],
    ['/v1/rooms/{room}', 'ws', 'type', [['talk', 'say']], ['said']],
  );
  assert.deepEqual(channel.parameters[0]?.schema, { type: 'string', pattern: '^[a-z]+$' });
});

test('several messages of an operation, and those of components, keep their names', async () => {
  const channel = await channelOf(
    document(
      "    publish: {message: {oneOf: [{$ref: '#/components/messages/Say'}, {$ref: '#/components/messages/Leave'}]}}\n",
      `components:\n  messages:\n    Say: ${say}\n    Leave: ${say.replaceAll('say', 'leave')}\n`,
    ),
  );
  assert.deepEqual(channel.receives.map(({ id, message }) => [id.replace(/.*\}\//, ''), message.name]), [['Say', 'say'], ['Leave', 'leave']]);
});

test('a fault is told at the place where it was written', async () => {
  const [line] = await refusedLines(both(document('    publish: {operationId: talk, message: {name: say}}\n')));
  assert.match(line ?? '', /^asyncapi\.yaml:7:\d+ missing-payload: /);
});

test('the requirements of a server are those of OpenAPI', async () => {
  const text = document(talk, "components: {securitySchemes: {key: {type: httpApiKey, in: query, name: k}, token: {type: http, scheme: bearer}}}\n").replace(
    'protocol: wss,',
    'protocol: wss, security: [{key: [], token: []}, {token: []}],',
  );
  const channel = await channelOf(text);
  assert.deepEqual(channel.security.map((all) => all.map(({ scheme }) => scheme)), [['key', 'token'], ['token']]);
});

test('traits of AsyncAPI 2 override a message, those of AsyncAPI 3 do not', async () => {
  const two = document(`    publish: {operationId: talk, message: ${say.replace('name: say,', 'name: say, summary: own, traits: [{summary: of the trait}],')}}\n`);
  const three = `asyncapi: 3.1.0
info: {title: Pets, version: '1'}
servers: {here: {host: localhost, protocol: ws}}
channels: {chat: {address: /chat, messages: {say: ${say.replace('name: say,', 'name: say, summary: own, traits: [{summary: of the trait, description: added}],')}}}}
operations: {talk: {action: receive, channel: {$ref: '#/channels/chat'}}}
`;
  const summaries = await Promise.all([two, three].map(async (text) => (await apiOf(both(text))).channels[0]?.receives[0]?.message));
  assert.deepEqual(summaries.map((message) => [message?.summary, message?.description]), [['of the trait', ''], ['own', 'added']]);
});

test('a channel of another file is refused', async () => {
  const text = document(talk).replace(/ {2}\/rooms[^]*$/, '  /rooms: {$ref: other.yaml#/rooms}\n');
  const lines = await refusedLines({ ...both(text), 'other.yaml': 'rooms: {}\n' });
  assert.ok(lines.some((line) => line.includes('5:') && line.includes('a channel or server of AsyncAPI 2 in another file')), lines.join('\n'));
});

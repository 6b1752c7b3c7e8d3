import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emitAll } from '../../../generator/emit/plan.ts';
import { emitStubs } from '../../../generator/emit/stubs.ts';
import { emitTopics } from '../../../generator/emit/topics.ts';
import { emitValidators } from '../../../generator/emit/validators/validators.ts';
import type { InvalidMessage, TopicMessage } from '../../../runtime/index.ts';
import { apiOf } from '../contract-folder.ts';
import { both } from '../model/chat.ts';
import { loadOutput } from './load-output.ts';

const document = both(`asyncapi: 3.0.0
info: {title: Lights, version: '1'}
servers: {broker: {host: b, protocol: mqtt}}
channels:
  lights:
    address: lights/{id}/{id}/{zone}
    parameters: {id: {}, zone: {default: north}}
    messages:
      turn-on: {payload: {type: object, required: [at], properties: {at: {type: integer}, by: {type: string, default: nobody}}}, headers: {type: object, required: [trace]}}
      turnOn: {payload: {type: string}}
      nothing: {payload: {type: 'null'}}
      raw: {contentType: application/octet-stream, payload: {}}
`);

type Messages = Record<'turn-on' | 'turnOn' | 'nothing' | 'raw', TopicMessage<unknown, unknown>>;

async function lights(): Promise<{ messages: Messages; addressOf: (parameters: object) => string }> {
  const api = await apiOf(document);
  const { topics } = await loadOutput([...emitTopics(api), ...emitValidators(api)], 'topics.ts');
  return (topics as { lights: Awaited<ReturnType<typeof lights>> }).lights;
}

const { messages, addressOf } = await lights();
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('a message that came is decoded, gets its defaults, and is refused where it breaks the contract', () => {
  const { decode } = messages['turn-on'];
  assert.deepEqual(decode('{"at": 1}'), { at: 1, by: 'nobody' });
  assert.deepEqual(decode(new TextEncoder().encode('{"at": 2, "by": "me"}')), { at: 2, by: 'me' });
  const refused = (data: string | Uint8Array, pattern: RegExp, count: number) =>
    assert.throws(() => decode(data), ({ name, message, violations }: InvalidMessage) => name === 'InvalidMessage' && pattern.test(message) && violations.length === count);
  refused('{}', /no message turn-on: message\/at must have required property 'at'/, 1);
  refused('{', /is not JSON in UTF-8/, 0);
  refused(new Uint8Array([0xff]), /is not JSON in UTF-8/, 0);
});

test('a message to send is checked, and nothing is added to it', () => {
  const { encode, checkHeaders } = messages['turn-on'];
  assert.equal(text(encode({ at: 1 })), '{"at":1}');
  assert.throws(() => encode({ at: 'now' }), /The payload is none of the message turn-on: message\/at must be integer/);
  assert.deepEqual(checkHeaders({ trace: 'x' }), { trace: 'x' });
  assert.throws(() => checkHeaders({}), /header\/trace must have required property/);
});

test('texts, bytes and nothing travel as they are', () => {
  assert.deepEqual([messages.turnOn.decode('on'), text(messages.turnOn.encode('off'))], ['on', 'off']);
  assert.deepEqual([messages.nothing.decode(''), messages.nothing.encode(undefined).length], [undefined, 0]);
  const bytes = new Uint8Array([1, 2]);
  assert.deepEqual([messages.raw.decode(bytes), messages.raw.encode(bytes)], [bytes, bytes]);
});

test('an address has its parameters wherever they stand, defaults included', () => {
  assert.equal(addressOf({ id: 'a/b' }), 'lights/a/b/a/b/north');
  assert.throws(() => addressOf({ id: '' }), /no parameters of lights\/\{id\}\/\{id\}\/\{zone\}: path\/id must NOT have fewer than 1 characters/);
});

test('nobody serves topics: an API of nothing else has no routes, handlers or client', async () => {
  const api = await apiOf({ 'asyncapi.yaml': document['asyncapi.yaml'] });
  assert.deepEqual(emitAll(api).map(({ path }) => path), ['outline.txt', 'topics.ts', 'types.ts', 'validators/schemas.js', 'validators/topics.d.ts', 'validators/topics.js']);
  assert.deepEqual(emitStubs(api), []);
});

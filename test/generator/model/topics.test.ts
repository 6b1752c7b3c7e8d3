import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadApi } from '../../../generator/model/load-api.ts';
import { apiOf, contractFolder, emptyOpenApi, openapi, refusedLines, warnedLines } from '../contract-folder.ts';
import { both } from './chat.ts';

const servers = 'servers: {broker: {host: b, protocol: kafka}, other: {host: c, protocol: amqp}}';

/** `rest` begins in line 4. */
const onBroker = (rest: string) => both(`asyncapi: 3.0.0\ninfo: {title: Lights, version: '1'}\n${servers}\n${rest}`);

test('a channel of a broker is a topic with its address, messages and operations', async () => {
  const { topics, channels } = await apiOf(onBroker(`channels:
  asked: {address: 'lights.{id}.ask', parameters: {id: {enum: [a, b]}}, messages: {ask: {name: Ask, payload: {type: object}, headers: {type: object}}}}
  answered: {address: null, messages: {answer: {payload: {type: integer}}, refusal: {payload: {type: string}}}}
operations:
  take:
    action: receive
    channel: {$ref: '#/channels/asked'}
    reply: {channel: {$ref: '#/channels/answered'}, address: {location: '$message.header#/replyTo'}, messages: [{$ref: '#/channels/answered/messages/answer'}]}
`));
  assert.equal(channels.length, 0);
  const told = topics.map(({ name, address, protocols, parameters, messages, operations }) => {
    return { name, address, protocols, parameters: parameters.map((one) => one.schema), messages: messages.map(({ key, encoding, headers }) => [key, encoding, headers]), operations };
  });
  const reply = { channel: 'answered', address: '$message.header#/replyTo', messages: ['answer'] };
  assert.deepEqual(told, [
    {
      name: 'asked',
      address: 'lights.{id}.ask',
      protocols: ['kafka', 'amqp'],
      parameters: [{ type: 'string', minLength: 1, enum: ['a', 'b'] }],
      messages: [['ask', 'json', ['AskHeaders']]],
      operations: [{ id: 'take', action: 'receive', summary: '', description: '', messages: ['ask'], reply }],
    },
    { name: 'answered', address: undefined, protocols: ['kafka', 'amqp'], parameters: [], messages: [['answer', 'json', []], ['refusal', 'text', []]], operations: [] },
  ]);
});

test('AsyncAPI 2 says the same of a broker with publish, subscribe and traits', async () => {
  const { topics } = await apiOf(both(`asyncapi: 2.6.0
info: {title: Lights, version: '1'}
defaultContentType: application/json; charset=utf-8
servers: {broker: {url: b, protocol: mqtt}}
channels:
  lights/{id}:
    parameters: {id: {schema: {type: integer}}}
    publish: {operationId: take, message: {$ref: '#/components/messages/measured'}}
components:
  messages: {measured: {payload: {type: string}, headers: {type: object}, traits: [{$ref: '#/components/messageTraits/common'}]}}
  messageTraits: {common: {headers: {type: object, properties: {trace: {type: string}}}}}
`));
  const [topic] = topics;
  assert.deepEqual(
    [topic?.parameters[0]?.schema, topic?.operations.map(({ id, action }) => [id, action]), topic?.messages.map(({ encoding, headers }) => [encoding, headers])],
    [{ type: 'integer' }, [['take', 'receive']], [['json', ['CommonHeaders', 'MeasuredHeaders']]]],
  );
});

test('what is neither JSON nor text is bytes, and what is not described anything, with a warning each', async () => {
  const files = onBroker(`channels:
  all:
    address: all
    messages:
      avro: {payload: {schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: {type: record, name: A, fields: []}}}
      image: {contentType: image/png, payload: {type: string}}
      bare: {contentType: text/plain}
`);
  const [topic] = (await apiOf(files)).topics;
  assert.deepEqual(topic?.messages.map(({ key, encoding, schemaName }) => [key, encoding, schemaName]), [['avro', 'bytes', undefined], ['image', 'bytes', undefined], ['bare', 'text', undefined]]);
  assert.deepEqual((await warnedLines(files)).map((line) => line.replace(/ \|.*/, '')), [
    'asyncapi.yaml:8:38 ignored-member: schemas of the format application/vnd.apache.avro;version=1.9.0 are not read: the payload is bytes, as they came',
    'asyncapi.yaml:9:48 ignored-member: what is image/png is not compared with its schema: the payload is bytes, as they came',
    'asyncapi.yaml:10:13 missing-payload: the message bare has no payload: anything is taken',
  ]);
});

test('a channel without a server, or over HTTP beside operations of HTTP, is a topic with a warning', async () => {
  const channels = 'channels: {a: {address: /a}}\n';
  const read = async (rest: string, document = emptyOpenApi) => {
    const folder = contractFolder(both(`asyncapi: 3.0.0\ninfo: {title: Lights, version: '1'}\n${rest}${channels}`, document));
    const { api, warnings } = await loadApi(folder, { base: folder, cache: false });
    return [api.topics.length, ...warnings.map(({ code, message }) => `${code}: ${message}`)];
  };
  const http = 'servers: {web: {host: b, protocol: https}}\n';
  const operation = openapi("paths: {/b: {get: {responses: {'200': {description: B}}}}}\n");
  assert.deepEqual([await read(''), await read(http), await read(http, operation)], [
    [1, 'unsupported-protocol: the channel a has no server, so its messages have types and checks, and nothing serves it'],
    [1],
    [1, 'unsupported-protocol: no GET of the OpenAPI document answers /a with text/event-stream, so its messages have types and checks, and nothing serves it'],
  ]);
});

test('names of an address and of its parameters have to be the same', async () => {
  const lines = await refusedLines(onBroker("channels: {a: {address: 'a.{b}', parameters: {c: {}}}}\n"));
  assert.deepEqual(lines.filter((line) => line.includes('parameter')).map((line) => line.replace(/ \|.*/, '')).slice(0, 2), [
    'asyncapi.yaml:4:12 undeclared-path-parameter: the parameter b of a.{b} is not declared',
    'asyncapi.yaml:4:50 unknown-path-parameter: the address a.{b} has no parameter c',
  ]);
});

test('a schema may say in which language it is written, wherever it stands', async () => {
  const api = await apiOf(onBroker(`channels: {a: {address: a, messages: {m: {payload: {$ref: '#/components/schemas/Inner'}}, n: {payload: {$ref: '#/components/schemas/Foreign'}}}}}
components:
  schemas:
    Inner: {schemaFormat: 'application/schema+json;version=draft-07', schema: {type: object, properties: {to: {$ref: '#/components/schemas/Other'}}}}
    Other: {schemaFormat: 'application/vnd.oai.openapi;version=3.1.0', schema: {type: integer}}
    Foreign: {schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: {type: int}}
`));
  assert.deepEqual(api.schemas.map(({ name, schema }) => [name, schema]), [
    ['Foreign', true],
    ['Inner', { type: 'object', properties: { to: { $ref: '#/components/schemas/Other' } } }],
    ['Other', { type: 'integer' }],
  ]);
  assert.deepEqual(api.topics[0]?.messages.map(({ encoding, schemaName }) => [encoding, schemaName]), [['json', 'Inner'], ['bytes', undefined]]);
});

test('addresses for readers and examples that the parser finds wrong are warnings', async () => {
  const lines = await warnedLines(both(`asyncapi: 2.6.0
id: no address
info: {title: Lights, version: '1'}
channels: {a: {publish: {message: {payload: {type: object, properties: {n: {type: integer}}}, examples: [{payload: {n: x}}]}}}}
servers: {b: {url: b, protocol: kafka}}
`));
  assert.deepEqual(lines.map((line) => line.replace(/ \|.*/, '')), [
    'asyncapi.yaml:2:5 ignored-member: id property must match format uri',
    'asyncapi.yaml:4:120 invalid-example: /n must be integer',
  ]);
});

import { absent, merge, type Fragment, type Section } from './probe.ts';

const payload = { type: 'object', required: ['type'], properties: { type: { const: 'ping' } } };

/** The document that probes are merged into: a WebSocket on which one message is received. */
export function asyncapiBase(version: string): Fragment {
  const info = { title: 'Probe', version: '1.0.0' };
  if (version === '2.6')
    return {
      asyncapi: '2.6.0',
      info,
      servers: { local: { url: 'ws://localhost:9000', protocol: 'ws' } },
      channels: { '/live': { publish: { operationId: 'receivePing', message: { name: 'ping', payload } } } },
    };
  return {
    asyncapi: '3.0.0',
    info,
    servers: { local: { host: 'localhost:9000', protocol: 'ws' } },
    channels: { live: { address: '/live', messages: { ping: { payload } } } },
    operations: { receivePing: { action: 'receive', channel: { $ref: '#/channels/live' } } },
  };
}

/** The same at the places where the versions have servers, the channel, the operation, the message. */
const server = (object: object) => both({ servers: { local: object } });
const channel = (object: object) => ({ '2.6': { channels: { '/live': object } }, '3.0': { channels: { live: object } } });
const operation = (object: object) => ({ '2.6': { channels: { '/live': { publish: object } } }, '3.0': { operations: { receivePing: object } } });
const message = (object: object) => ({
  '2.6': { channels: { '/live': { publish: { message: object } } } },
  '3.0': { channels: { live: { messages: { ping: object } } } },
});
const both = (fragment: Fragment) => ({ '2.6': fragment, '3.0': fragment });
const together = (parts: Record<'2.6' | '3.0', Fragment>, more: Fragment) => ({ '2.6': merge(parts['2.6'], more) as Fragment, '3.0': merge(parts['3.0'], more) as Fragment });

const said = { payload: { type: 'object', required: ['type'], properties: { type: { const: 'said' } } } };

/** More about the parameter of `address`, by version. */
const room = (object: object, in30 = object) => ({
  '2.6': { channels: { '/rooms/{room}': { parameters: { room: object } } } },
  '3.0': { channels: { live: { parameters: { room: in30 } } } },
});
const knock = { operationId: 'receiveKnock', message: { name: 'knock', payload } };
/** A channel with a parameter. */
const address = {
  '2.6': { channels: { '/rooms/{room}': { parameters: { room: { schema: { type: 'string' } } }, publish: knock } } },
  '3.0': { channels: { live: { address: '/live/{room}', parameters: { room: { description: 'Where.' } } } } },
};

/** A second message, not yet an answer to the first one. */
const replies = { channels: { live: { messages: { said } } }, operations: { receivePing: { messages: [{ $ref: '#/channels/live/messages/ping' }] } } };
const reply = (object: object) => ({ operations: { receivePing: { reply: object } } });
const answered = reply({ channel: { $ref: '#/channels/live' }, messages: [{ $ref: '#/channels/live/messages/said' }] });

export const asyncapi: Section = {
  title: 'AsyncAPI',
  probes: [
    { feature: '`servers`: a base path', add: { '2.6': { servers: { local: { url: 'ws://localhost:9000/v1' } } }, '3.0': { servers: { local: { pathname: '/v1' } } } }, note: 'hosts are ignored: where a service runs is not its contract' },
    { feature: '`servers`: variables', add: { '2.6': { servers: { local: { url: 'ws://localhost:9000/{base}', variables: { base: { default: 'v2' } } } } }, '3.0': { servers: { local: { pathname: '/{base}', variables: { base: { default: 'v2' } } } } } } },
    { feature: 'protocol `socketio`', add: server({ protocol: 'socketio' }) },
    { feature: 'protocol `kafka`, and others', add: server({ protocol: 'kafka' }) },
    { feature: '`tags`, `externalDocs`', add: operation({ tags: [{ name: 'things' }], externalDocs: { url: 'https://example.com' } }), note: 'for readers of the document' },
    { feature: 'parameters of an address', add: address },
    { feature: '`enum`, `default` of a parameter', on: address, add: room({ schema: { enum: ['a', 'b'] } }, { enum: ['a', 'b'] }) },
    { feature: '`location` of a parameter', on: address, add: room({ location: '$message.payload#/room' }), note: 'the address says it first' },
    { feature: 'messages that are sent', add: { '2.6': { channels: { '/live': { subscribe: { operationId: 'sendSaid', message: { name: 'said', ...said } } } } }, '3.0': { channels: { live: { messages: { said } } }, operations: { sendSaid: { action: 'send', channel: { $ref: '#/channels/live' }, messages: [{ $ref: '#/channels/live/messages/said' }] }, receivePing: { messages: [{ $ref: '#/channels/live/messages/ping' }] } } } } },
    { feature: 'several messages of one operation', add: { '2.6': { channels: { '/live': { publish: { message: { oneOf: [{ name: 'ping', payload }, { name: 'said', ...said }], name: absent, payload: absent } } } } }, '3.0': { channels: { live: { messages: { said } } } } } },
    { feature: '`reply`', on: { '3.0': replies }, add: { '3.0': answered } },
    { feature: '`reply`: `address`', on: { '3.0': merge(replies, answered) as Fragment }, add: { '3.0': reply({ address: { location: '$message.header#/replyTo' } }) }, note: 'replies go to the connection that asked' },
    { feature: 'message `title`, `summary`, `description`', add: message({ title: 'Ping', summary: 'Are you there?' }) },
    { feature: 'message `headers`', add: message({ headers: { type: 'object', properties: { trace: { type: 'string' } } } }) },
    { feature: 'message `correlationId`', add: message({ correlationId: { location: '$message.payload#/id' } }), note: 'replies are told apart by the connection' },
    { feature: 'message `examples`', add: message({ examples: [{ payload: { type: 'ping' } }] }), note: 'held against the payload' },
    { feature: '`contentType`: text', add: message({ contentType: 'text/plain', payload: { type: 'string', required: absent, properties: absent } }) },
    { feature: '`contentType`: others', add: message({ contentType: 'application/x-protobuf' }) },
    { feature: '`defaultContentType`', add: both({ defaultContentType: 'application/json' }), note: 'it is the default' },
    { feature: '`schemaFormat`: others (Avro)', add: { '2.6': { channels: { '/live': { publish: { message: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', payload: { type: 'string' } } } } } }, '3.0': { channels: { live: { messages: { ping: { payload: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: { type: 'string' } } } } } } } } },
    { feature: 'operation `traits`', add: together(operation({ traits: [{ $ref: '#/components/operationTraits/Told' }] }), { components: { operationTraits: { Told: { summary: 'Told by a trait.' } } } }) },
    { feature: 'message `traits`', add: together(message({ traits: [{ $ref: '#/components/messageTraits/Told' }] }), { components: { messageTraits: { Told: { summary: 'Told by a trait.' } } } }) },
    { feature: '`bindings.ws`: `query`, `headers`', add: channel({ bindings: { ws: { query: { type: 'object', properties: { since: { type: 'string' } } } } } }) },
    { feature: '`bindings` of other protocols', add: channel({ bindings: { kafka: { topic: 'live' } } }), note: 'they say nothing about WebSockets' },
    { feature: '`security`: `http` bearer', add: { '2.6': { servers: { local: { security: [{ own: [] }] } }, components: { securitySchemes: { own: { type: 'http', scheme: 'bearer' } } } }, '3.0': { servers: { local: { security: [{ type: 'http', scheme: 'bearer' }] } } } } },
    { feature: '`security`: `httpApiKey`', add: { '2.6': { servers: { local: { security: [{ own: [] }] } }, components: { securitySchemes: { own: { type: 'httpApiKey', in: 'query', name: 'key' } } } }, '3.0': { servers: { local: { security: [{ type: 'httpApiKey', in: 'query', name: 'key' }] } } } } },
    { feature: '`security`: others (`userPassword`)', add: { '2.6': { servers: { local: { security: [{ own: [] }] } }, components: { securitySchemes: { own: { type: 'userPassword' } } } }, '3.0': { servers: { local: { security: [{ type: 'userPassword' }] } } } } },
    { feature: '`security` of an operation', add: { '2.6': { channels: { '/live': { publish: { security: [{ own: [] }] } } }, components: { securitySchemes: { own: { type: 'http', scheme: 'bearer' } } } }, '3.0': { operations: { receivePing: { security: [{ type: 'http', scheme: 'bearer' }] } } } } },
    { feature: '`components`, by `$ref`', add: { '2.6': { channels: { '/live': { subscribe: { operationId: 'sendSaid', message: { $ref: '#/components/messages/said' } } } }, components: { messages: { said: { name: 'said', ...said } } } }, '3.0': { channels: { live: { messages: { said: { $ref: '#/components/messages/said' } } } }, components: { messages: { said } } } } },
  ],
};

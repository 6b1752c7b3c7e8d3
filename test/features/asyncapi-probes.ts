import { absent, merge, type Fragment, type Section } from './probe.ts';

export const payload = { type: 'object', required: ['type'], properties: { type: { const: 'ping' } } };

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
export const server = (object: object) => both({ servers: { local: object } });
export const channel = (object: object) => ({ '2.6': { channels: { '/live': object } }, '3.0': { channels: { live: object } } });
const operation = (object: object) => ({ '2.6': { channels: { '/live': { publish: object } } }, '3.0': { operations: { receivePing: object } } });
export const message = (object: object) => ({
  '2.6': { channels: { '/live': { publish: { message: object } } } },
  '3.0': { channels: { live: { messages: { ping: object } } } },
});
const both = (fragment: Fragment) => ({ '2.6': fragment, '3.0': fragment });
export const together = (parts: Record<'2.6' | '3.0', Fragment>, more: Fragment) => ({ '2.6': merge(parts['2.6'], more) as Fragment, '3.0': merge(parts['3.0'], more) as Fragment });

const said = { payload: { type: 'object', required: ['type'], properties: { type: { const: 'said' } } } };

/** More about the parameter of `address`, by version. */
export const room = (object: object, in30 = object) => ({
  '2.6': { channels: { '/rooms/{room}': { parameters: { room: object } } } },
  '3.0': { channels: { live: { parameters: { room: in30 } } } },
});
const knock = { operationId: 'receiveKnock', message: { name: 'knock', payload } };
/** A channel with a parameter. */
export const address = {
  '2.6': { channels: { '/rooms/{room}': { parameters: { room: { schema: { type: 'string' } } }, publish: knock } } },
  '3.0': { channels: { live: { address: '/live/{room}', parameters: { room: { description: 'Where.' } } } } },
};

/** A second message, not yet an answer to the first one. */
const replies = { channels: { live: { messages: { said } } }, operations: { receivePing: { messages: [{ $ref: '#/channels/live/messages/ping' }] } } };
const reply = (object: object) => ({ operations: { receivePing: { reply: object } } });
const answered = reply({ channel: { $ref: '#/channels/live' }, messages: [{ $ref: '#/channels/live/messages/said' }] });

const oneOf = (type: string) => ({ payload: { type: 'object', properties: { type: { const: type } } } });
/** Two messages of one operation. */
const told = {
  '2.6': { channels: { '/live': { publish: { message: { oneOf: [{ name: 'one', ...oneOf('one') }, { name: 'two', ...oneOf('two') }], name: absent, payload: absent } } } } },
  '3.0': { channels: { live: { messages: { one: oneOf('one'), two: oneOf('two') } } } },
};
/** Of the server. */
const secured = (object: object) => ({
  '2.6': { servers: { local: { security: [{ own: [] }] } }, components: { securitySchemes: { own: object } } },
  '3.0': { servers: { local: { security: [object] } } },
});
const flow = { tokenUrl: 'https://example.com/token' };
/** Scopes are called otherwise, and those that are needed stand elsewhere. */
const oauth2 = {
  '2.6': { servers: { local: { security: [{ own: ['read'] }] } }, components: { securitySchemes: { own: { type: 'oauth2', flows: { clientCredentials: { ...flow, scopes: { read: 'Read.' } } } } } } },
  '3.0': { servers: { local: { security: [{ type: 'oauth2', scopes: ['read'], flows: { clientCredentials: { ...flow, availableScopes: { read: 'Read.' } } } }] } } },
};

export const asyncapi: Section = {
  title: 'AsyncAPI: channels of WebSocket and Socket.IO',
  probes: [
    { feature: '`servers`: a base path', add: { '2.6': { servers: { local: { url: 'ws://localhost:9000/v1' } } }, '3.0': { servers: { local: { pathname: '/v1' } } } }, note: 'hosts are ignored: where a service runs is not its contract' },
    { feature: '`servers`: variables', add: { '2.6': { servers: { local: { url: 'ws://localhost:9000/{base}', variables: { base: { default: 'v2' } } } } }, '3.0': { servers: { local: { pathname: '/{base}', variables: { base: { default: 'v2' } } } } } } },
    { feature: '`id`, `info.description`, `contact`, `license`, `termsOfService`', add: both({ id: 'urn:example:probe', info: { description: 'Long.', contact: { name: 'Ada' }, license: { name: 'MIT' } } }), note: 'for readers of the document' },
    { feature: '`servers`: `description`, `protocolVersion`, `tags`', add: server({ description: 'Here.', protocolVersion: '13', tags: [{ name: 'local' }] }), note: 'for readers of the document' },
    { feature: '`servers` of a channel', on: { '2.6': { servers: { other: { url: 'ws://localhost:9000/other', protocol: 'ws' } } }, '3.0': { servers: { other: { host: 'localhost:9000', protocol: 'ws', pathname: '/other' } } } }, add: { '2.6': channel({ servers: ['other'] })['2.6'], '3.0': channel({ servers: [{ $ref: '#/servers/other' }] })['3.0'] }, note: 'the first that speaks WebSocket or Socket.IO counts' },
    { feature: 'protocol `socketio`', add: server({ protocol: 'socketio' }) },
    { feature: '`title`, `summary`, `description` of a channel', add: channel({ description: 'What is said.' }) },
    { feature: '`title`, `summary`, `description` of an operation', add: operation({ description: 'Long.' }) },
    { feature: '`address`: `null`', add: { '3.0': { channels: { live: { address: null } } } } },
    { feature: 'no `operationId`', add: { '2.6': operation({ operationId: absent })['2.6'] }, note: 'named after the channel' },
    { feature: '`tags`, `externalDocs`', add: operation({ tags: [{ name: 'things' }], externalDocs: { url: 'https://example.com' } }), note: 'for readers of the document' },
    { feature: 'parameters of an address', add: address },
    { feature: '`enum`, `default` of a parameter', on: address, add: room({ schema: { enum: ['a', 'b'] } }, { enum: ['a', 'b'] }) },
    { feature: '`description`, `examples` of a parameter', on: address, add: room({ description: 'Which.' }, { description: 'Which.', examples: ['a'] }) },
    { feature: '`location` of a parameter', on: address, add: room({ location: '$message.payload#/room' }), note: 'the address says it first' },
    { feature: 'messages that are sent', add: { '2.6': { channels: { '/live': { subscribe: { operationId: 'sendSaid', message: { name: 'said', ...said } } } } }, '3.0': { channels: { live: { messages: { said } } }, operations: { sendSaid: { action: 'send', channel: { $ref: '#/channels/live' }, messages: [{ $ref: '#/channels/live/messages/said' }] }, receivePing: { messages: [{ $ref: '#/channels/live/messages/ping' }] } } } } },
    { feature: 'several messages of one operation', add: { '2.6': { channels: { '/live': { publish: { message: { oneOf: [{ name: 'ping', payload }, { name: 'said', ...said }], name: absent, payload: absent } } } } }, '3.0': { channels: { live: { messages: { said } } } } } },
    { feature: '`reply`', on: { '3.0': replies }, add: { '3.0': answered } },
    { feature: '`reply`: `address`', on: { '3.0': merge(replies, answered) as Fragment }, add: { '3.0': reply({ address: { location: '$message.header#/replyTo' } }) }, note: 'replies go to the connection that asked' },
    { feature: '`reply` without a channel', on: { '3.0': replies }, add: { '3.0': reply({ messages: [{ $ref: '#/channels/live/messages/said' }] }) } },
    { feature: 'message `name`', add: message({ name: 'echo' }), note: 'the event of Socket.IO; on a WebSocket a constant names the message' },
    { feature: 'message `messageId`', add: { '2.6': message({ messageId: 'ping-1' })['2.6'] }, note: 'the name of a payload that is written in place' },
    { feature: 'message `tags`, `externalDocs`, `bindings`', add: message({ tags: [{ name: 'things' }], externalDocs: { url: 'https://example.com' }, bindings: { ws: {} } }), note: 'for readers of the document' },
    { feature: 'no `payload`', add: message({ payload: absent }) },
    { feature: 'messages told apart by a constant that is not required', add: told },
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
    { feature: '`security`: `http` bearer', add: secured({ type: 'http', scheme: 'bearer' }) },
    { feature: '`security`: `http` basic', add: secured({ type: 'http', scheme: 'basic' }) },
    ...['header', 'query', 'cookie'].map((place) => ({ feature: `\`security\`: \`httpApiKey\` in ${place}`, add: secured({ type: 'httpApiKey', in: place, name: 'key' }) })),
    { feature: '`security`: `oauth2` with scopes', add: oauth2 },
    { feature: '`security`: `openIdConnect`', add: secured({ type: 'openIdConnect', openIdConnectUrl: 'https://example.com/.well-known' }) },
    { feature: '`security`: `userPassword`, `X509`, `plain`, `scramSha256`, `gssapi` and others of brokers', add: secured({ type: 'userPassword' }) },
    { feature: '`security`: `apiKey` as user or password', add: secured({ type: 'apiKey', in: 'user' }) },
    { feature: '`security` of an operation', add: { '2.6': { channels: { '/live': { publish: { security: [{ own: [] }] } } }, components: { securitySchemes: { own: { type: 'http', scheme: 'bearer' } } } }, '3.0': { operations: { receivePing: { security: [{ type: 'http', scheme: 'bearer' }] } } } } },
    { feature: '`bindings.ws`: `method`', add: channel({ bindings: { ws: { method: 'GET' } } }), note: 'a WebSocket begins with GET' },
    { feature: 'words that begin with `x-`', add: channel({ 'x-anything': true }), note: 'but for our own, see below' },
    { feature: '`components`, by `$ref`', add: { '2.6': { channels: { '/live': { subscribe: { operationId: 'sendSaid', message: { $ref: '#/components/messages/said' } } } }, components: { messages: { said: { name: 'said', ...said } } } }, '3.0': { channels: { live: { messages: { said: { $ref: '#/components/messages/said' } } } }, components: { messages: { said } } } } },
  ],
};

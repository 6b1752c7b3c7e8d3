import { absent, merge, type Fragment, type Section } from './probe.ts';
import { address, channel, message, payload, room, server, together } from './asyncapi-probes.ts';

const broker = server({ protocol: 'kafka' });
const onBroker = (parts: Record<'2.6' | '3.0', Fragment>) => ({ '2.6': merge(broker['2.6'], parts['2.6']) as Fragment, '3.0': merge(broker['3.0'], parts['3.0']) as Fragment });

const answers = { channels: { answers: { address: null, messages: { said: { payload } } } } };
const replied = { operations: { receivePing: { reply: { channel: { $ref: '#/channels/answers' } } } } };
const bindings = (object: object) => ({ bindings: { kafka: object } });

export const brokers: Section = {
  title: 'AsyncAPI: channels that brokers carry',
  probes: [
    { feature: 'protocols other than WebSocket, Socket.IO and HTTP', add: broker, note: 'types, addresses, checked codecs' },
    { feature: 'parameters of an address', on: broker, add: address },
    { feature: '`enum`, `default` of a parameter', on: onBroker(address), add: room({ schema: { enum: ['a', 'b'] } }, { enum: ['a', 'b'] }) },
    { feature: '`address`: `null`', on: broker, add: { '3.0': { channels: { live: { address: null } } } }, note: 'known to running programs only' },
    { feature: '`title`, `summary`, `description` of channels and operations', on: broker, add: channel({ description: 'What happens.' }) },
    { feature: 'message `headers`', on: broker, add: message({ headers: { type: 'object', properties: { trace: { type: 'string' } } } }) },
    { feature: 'message `traits` with `headers`', on: broker, add: together(message({ traits: [{ $ref: '#/components/messageTraits/Traced' }] }), { components: { messageTraits: { Traced: { headers: { type: 'object', properties: { trace: { type: 'string' } } } } } } }) },
    { feature: 'message `correlationId`', on: broker, add: message({ correlationId: { location: '$message.header#/id' } }), note: 'for programs that ask and wait' },
    { feature: '`contentType`: text', on: broker, add: message({ contentType: 'text/plain', payload: { type: 'string', required: absent, properties: absent } }) },
    { feature: '`contentType`: others', on: broker, add: message({ contentType: 'application/x-protobuf' }), note: 'as bytes' },
    { feature: '`schemaFormat`: others (Avro, RAML, Protobuf)', on: broker, add: { '2.6': message({ schemaFormat: 'application/vnd.apache.avro;version=1.9.0', payload: { type: 'string' } })['2.6'], '3.0': message({ payload: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: { type: 'string' } } })['3.0'] }, note: 'as bytes' },
    { feature: 'no `payload`', on: broker, add: message({ payload: absent }), note: 'anything' },
    { feature: '`reply` on a channel of its own', on: { '3.0': merge(broker['3.0'], answers) as Fragment }, add: { '3.0': replied } },
    { feature: '`reply`: `address`', on: { '3.0': merge(merge(broker['3.0'], answers), replied) as Fragment }, add: { '3.0': { operations: { receivePing: { reply: { address: { location: '$message.header#/replyTo' } } } } } } },
    { feature: '`bindings` of servers, channels, operations, messages', on: broker, add: message(bindings({ key: { type: 'string' } })), note: 'for the library that connects' },
    { feature: '`security`', on: broker, add: { '2.6': { servers: { local: { security: [{ own: [] }] } }, components: { securitySchemes: { own: { type: 'scramSha256' } } } }, '3.0': { servers: { local: { security: [{ type: 'scramSha256' }] } } } }, note: 'for the library that connects' },
  ],
};

import type { Case } from './changes.ts';
import { topicOf } from './documents.ts';

type Parts = Parameters<typeof topicOf>[0];

function change(name: string, severity: Case['severity'], old: Parts, next: Parts, rule?: string): Case {
  return { name: `topic: ${name}`, severity, old: topicOf(old), next: topicOf(next), ...(rule === undefined ? {} : { rule }) };
}

const message = (properties: object, required: readonly string[] = [], more: object = {}) => ({ payload: { type: 'object', properties, required }, ...more });
const lumens = { lumens: { type: 'integer' } };
const avro = (type: string) => ({ payload: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: { type } } });
const trace = { type: 'object', properties: { trace: { type: 'string' } } };
const on = { on: message(lumens) };
const off = { off: message({}) };

export const topicChanges: readonly Case[] = [
  change('it moves', 'breaking', { received: on }, { received: on, address: 'lamps/{id}' }, 'channel-removed'),
  change('what its parameter is called', 'risky', { received: on }, { received: on, address: 'lights/{light}' }, 'parameter-renamed'),
  change('another broker', 'breaking', { received: on }, { received: on, protocols: ['kafka'] }, 'protocol-removed'),
  change('one more broker', 'safe', { received: on }, { received: on, protocols: ['mqtt', 'kafka'] }),
  change('a message is no longer read', 'breaking', { received: { ...on, ...off } }, { received: on }, 'message-removed'),
  change('a message is no longer written', 'breaking', { sent: { ...on, ...off } }, { sent: on }, 'message-removed'),
  change('what was read is written now', 'breaking', { received: on }, { sent: on }, 'message-removed'),
  change('a message is read as well', 'safe', { received: on }, { received: { ...on, ...off } }, 'message-added'),
  change('a message is written as well', 'risky', { sent: on }, { sent: { ...on, ...off } }, 'sent-message-added'),
  change('a member of what is read becomes required', 'breaking', { received: on }, { received: { on: message(lumens, ['lumens']) } }, 'request-required-narrowed'),
  change('a member of what is read becomes optional', 'safe', { received: { on: message(lumens, ['lumens']) } }, { received: on }, 'request-required-widened'),
  change('a member of what is written is no longer promised', 'breaking', { sent: { on: message(lumens, ['lumens']) } }, { sent: on }, 'response-required-widened'),
  change('where nobody is said to read or write, either counts', 'breaking', { sent: { on: message(lumens, ['lumens']) }, operations: {} }, { sent: on, operations: {} }, 'response-required-widened'),
  change('the only message under another key', 'safe', { received: on }, { received: { lit: message(lumens) } }),
  change('JSON becomes text', 'breaking', { received: on }, { received: { on: { ...message({}), contentType: 'text/plain', payload: { type: 'string' } } } }, 'message-encoding-changed'),
  change('a header becomes required', 'breaking', { received: { on: message(lumens, [], { headers: trace }) } }, { received: { on: message(lumens, [], { headers: { ...trace, required: ['trace'] } }) } }, 'request-required-narrowed'),
  change('a schema in another language', 'risky', { received: { on: avro('int') } }, { received: { on: avro('long') } }, 'message-schema-changed'),
  change('the same schema in another language', 'safe', { received: { on: avro('int') } }, { received: { on: avro('int') } }),
];

import assert from 'node:assert/strict';
import type { Channel } from '../../../generator/model/types.ts';
import { apiOf, asyncapi, emptyOpenApi } from '../contract-folder.ts';

/** Both documents of a contract. */
export const both = (text: string, document = emptyOpenApi) => ({ 'openapi.yaml': document, 'asyncapi.yaml': text });

/** The first channel of a document. */
export async function channelOf(text: string, options?: { readonly lenient: boolean }): Promise<Channel> {
  const [channel] = (await apiOf(both(text), options)).channels;
  assert.ok(channel);
  return channel;
}

/** A payload whose `type` is the given constant. */
export const typed = (type: string) => `{payload: {type: object, required: [type], properties: {type: {const: ${type}}}}}`;

/** A channel with messages, which stand from line 8 on, and operations. */
export const chat = (messages: Record<string, string>, operations: string) =>
  asyncapi(`channels:
  chat:
    address: /chat
    messages:
${Object.entries(messages)
  .map(([name, message]) => `      ${name}: ${message}\n`)
  .join('')}operations:
${operations}`);

/** What an operation on that channel says of itself and its messages. */
export const on = "channel: {$ref: '#/channels/chat'}";
export const message = (name: string) => `{$ref: '#/channels/chat/messages/${name}'}`;
export const receive = (name: string) => `  receive${name}: {action: receive, ${on}, messages: [${message(name)}]}\n`;
export const send = (name: string) => `  send${name}: {action: send, ${on}, messages: [${message(name)}]}\n`;

/** The same on a Socket.IO server. */
export const onSocketIo = (text: string) => text.replace('protocol: ws', 'protocol: socketio');

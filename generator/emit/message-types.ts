import type { Api, Channel, Message } from '../model/types.ts';
import { docComment } from './comment.ts';
import { header, type OutputFile } from './output-file.ts';
import { key, quote } from './quote.ts';
import { render, type View } from './render.ts';

/** `messages.ts`: what travels on each channel, by name of the message, for both ends of it. */
export function emitMessageTypes(api: Api): OutputFile[] {
  if (api.channels.length === 0) return [];
  const channels = api.channels.map((channel) => channelView(api, channel));
  const usesTagged = api.channels.some(({ discriminator }) => discriminator !== undefined);
  const usesTypes = JSON.stringify(channels).includes('types.');
  return [{ path: 'messages.ts', text: render('messages', { header: header(`spec/${api.name}`), channels, usesTagged, usesTypes }) }];
}

function channelView(api: Api, channel: Channel): View {
  const receives = channel.receives.map(({ message }) => message);
  return {
    typeName: channel.typeName,
    name: channel.name,
    sends: channel.sends.map((message) => messageView(message, untaggedType(api, channel, message))),
    receives: receives.map((message) => messageView(message, untaggedType(api, channel, message))),
    replies: channel.receives
      .filter(({ replies }) => replies.length > 0)
      .map(({ message, replies }) => messageView(message, replies.map((reply) => payloadType(api, reply)).join(' | '))),
    hasReplies: channel.receives.some(({ replies }) => replies.length > 0),
  };
}

function messageView(message: Message, type: string): View {
  return { key: key(message.name), type, doc: docComment('  ', message.summary, message.description) };
}

/** The decoded payload of a message. */
export function payloadType(api: Api, message: Message): string {
  if (message.schemaName === undefined) return 'undefined';
  const named = api.schemas.find(({ name }) => name === message.schemaName);
  if (named === undefined) throw new Error(`message ${message.name}: the model has no schema ${message.schemaName}`);
  return `types.${named.typeName}`;
}

/** The payload as a sender may write it: without the property that tells the messages apart. */
export function untaggedType(api: Api, channel: Channel, message: Message): string {
  const type = payloadType(api, message);
  return channel.discriminator === undefined || type === 'undefined'
    ? type
    : `Untagged<${type}, ${quote(channel.discriminator)}>`;
}

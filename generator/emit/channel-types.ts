import type { Api, Channel, Parameter, Receive } from '../model/types.ts';
import { docComment } from './comment.ts';
import { channelParametersType, parametersIn } from './extra-schemas.ts';
import { payloadType, untaggedType } from './message-types.ts';
import { header, type OutputFile } from './output-file.ts';
import { key } from './quote.ts';
import { render, type View } from './render.ts';

/** `channel-types.ts`: the service's side of each channel: connection, handlers, publishers. */
export function emitChannelTypes(api: Api): OutputFile[] {
  if (api.channels.length === 0) return [];
  const channels = api.channels.map((channel) => channelView(api, channel));
  const used = JSON.stringify(channels.map(({ fields, receives }) => [fields, receives]));
  return [
    {
      path: 'channel-types.ts',
      text: render('channel-types', {
        header: header(`spec/${api.name}`),
        messages: [
          ...api.channels.map(({ typeName }) => `${typeName}Sends`),
          ...(used.includes('Untagged<') ? ['Untagged'] : []),
        ].join(', '),
        usesTypes: used.includes('types.'),
        channels,
      }),
    },
  ];
}

function channelView(api: Api, channel: Channel): View {
  return {
    typeName: channel.typeName,
    key: key(channel.name),
    doc: docComment('', channel.title, channel.description),
    fields: [field(channel, 'path', 'path'), field(channel, 'query', 'query')].flat(),
    receives: channel.receives.map((receive) => receiveView(api, channel, receive)),
  };
}

function field(channel: Channel, place: Parameter['in'], name: string): View[] {
  return parametersIn(channel.parameters, place).length === 0
    ? []
    : [{ name, type: `types.${channelParametersType(channel, place)}` }];
}

function receiveView(api: Api, channel: Channel, receive: Receive): View {
  return {
    typeName: receive.typeName,
    key: key(receive.id),
    doc: docComment('', receive.summary, receive.description),
    message: payloadType(api, receive.message),
    reply: replyType(api, channel, receive),
  };
}

/** One reply may leave out its discriminator; of several, each must carry it. */
function replyType(api: Api, channel: Channel, { replies }: Receive): string {
  const [first, ...others] = replies;
  if (first === undefined) return 'void';
  if (others.length === 0) return `${untaggedType(api, channel, first)} | undefined`;
  return [...replies.map((reply) => payloadType(api, reply)), 'undefined'].join(' | ');
}

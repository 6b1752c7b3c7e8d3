import type { Api, Channel, Message, Receive } from '../model/types.ts';
import { capturesCode } from './captures.ts';
import { channelDecoder, decoderModule } from './decoders/decoders.ts';
import { importedPlaces } from './int64/int64-code.ts';
import { header, type OutputFile } from './output-file.ts';
import { key, literal, quote } from './quote.ts';
import { render, type View } from './render.ts';
import { checkImports, serializersName, validatorsName } from './operation-row.ts';
import { messageSerializer } from './serializers/serializers.ts';
import { handshakeValidator, receiveValidator, sendValidator } from './validators/wanted-validators.ts';

/** `channels.ts`: one row for each channel of the AsyncAPI document. */
export function emitChannels(api: Api): OutputFile[] {
  const rows = api.channels.map((channel) => rowView(api, channel));
  const folders = [...new Set(api.channels.map(({ folder }) => folder))];
  return [
    {
      path: 'channels.ts',
      text: render('channels', {
        header: header(`spec/${api.name}`),
        usesNothing: api.channels.some(({ parameters }) => parameters.length === 0),
        decoders: api.channels
          .filter(({ parameters }) => parameters.length > 0)
          .map((channel) => ({ name: channelDecoder(channel), module: `./${decoderModule(api, channel.folder)}` })),
        checks: checkImports(folders, './', JSON.stringify(rows)),
        rows,
      }),
    },
  ];
}

function rowView(api: Api, channel: Channel): View {
  const { name, protocol, address, parameters, subprotocols, security, discriminator, closeCodes, limits } = channel;
  return {
    name,
    protocol,
    address,
    captures: capturesCode(api, channel),
    decode: channelDecoder(channel),
    hasInput: parameters.length > 0,
    input: parameters.length === 0 ? '' : `${validatorsName(channel.folder)}.${handshakeValidator(channel)}`,
    subprotocols: literal(subprotocols),
    security: literal(security),
    hasDiscriminator: discriminator !== undefined,
    discriminator: discriminator ?? '',
    receive: channel.receives.map((receive) => receiveView(channel, receive)),
    send: channel.sends.map((message, index) => {
      const write = messageSerializer(api, channel, index);
      const writes = write === undefined ? [] : [`write: ${serializersName(channel.folder)}.${write}`];
      return messageView(message, `${validatorsName(channel.folder)}.${sendValidator(channel, index)}`, writes);
    }),
    closeCodes: closeCodes.map(({ code, name, description }) => ({ code: String(code), row: literal({ name, description }) })),
    limits: literal(limits),
  };
}

function receiveView(channel: Channel, receive: Receive): View {
  const { int64 } = receive.message;
  const places = int64 === undefined ? [] : [`int64: ${importedPlaces(int64).text}`];
  const row = messageView(receive.message, `${validatorsName(channel.folder)}.${receiveValidator(receive)}`, places);
  return { ...row, operationId: receive.id, replies: literal(receive.replies.map(({ name }) => name)) };
}

function messageView({ name, encoding, schemaName }: Message, validate: string, more: readonly string[]): View {
  const fields = [
    `name: ${quote(name)}`,
    `encoding: ${quote(encoding)}`,
    ...(schemaName === undefined ? [] : [`validate: ${validate}`]),
    ...more,
  ];
  return { key: key(name), fields: fields.join(', ') };
}

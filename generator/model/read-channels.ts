import type { Located } from '../load/located.ts';
import { readChannelLimits, readCloseCodes, readSubprotocols } from './channel-limits.ts';
import { readChannelParameters } from './channel-parameters.ts';
import { readChannelSecurity } from './channel-security.ts';
import type { EventStream } from './event-stream.ts';
import { checkExtensions } from './extensions.ts';
import { findChannelOperations, type ChannelOperation } from './find-channel-operations.ts';
import { nameChannels, nameReceives, type ChannelNames } from './channel-names.ts';
import { checkTemplate, matchTemplate, templateShape } from './path-template.ts';
import { readChecks } from './read-checks.ts';
import { readChannelStreams } from './read-channel-streams.ts';
import { readExchange } from './read-exchange.ts';
import { Messages } from './read-messages.ts';
import { placeChannels, serverPath, type PlacedChannel, type SocketChannel } from './place-channels.ts';
import type { SecuritySchemes } from './read-security.ts';
import { readTopics } from './read-topics.ts';
import type { Reading } from './reading.ts';
import type { Channel, Operation, Topic } from './types.ts';

/** What an AsyncAPI document says. */
export interface FoundChannels {
  readonly channels: Channel[];
  readonly topics: Topic[];
  /** Events of the operations that answer with a stream, by operation id. */
  readonly streams: ReadonlyMap<string, EventStream>;
}

/** All channels of an AsyncAPI document, in order of writing. */
export function readChannels(
  root: Located,
  operations: readonly Operation[],
  schemes: SecuritySchemes,
  reading: Reading,
): FoundChannels {
  checkExtensions(root, 'elsewhere', reading);
  schemes.offerComponents(root.get('components')?.get('securitySchemes'));
  const placed = placeChannels(root, operations, reading);
  const [served, streams, carried] = [ofKind(placed, 'socket'), ofKind(placed, 'stream'), ofKind(placed, 'topic')];
  const found = findChannelOperations(root, new Set([...served, ...streams].map(({ located }) => located.id)), reading);
  const messages = new Messages(root, reading);
  const names = nameChannels(
    [...served, ...carried].map(({ name }) => name),
    operations,
  );
  const topics = readTopics(root, carried, new Map([...names].map(([name, { typeName }]) => [name, typeName])), reading);
  const receives = nameReceives(found, operations);
  for (const { located } of served) warnOfUnused(located, found, reading);
  const channels = served.flatMap((place) => {
    const channelNames = names.get(place.name);
    const own = found.filter(({ channelId }) => channelId === place.located.id);
    const channel = channelNames && readChannel(channelNames, place, own, { schemes, reading });
    return channel === undefined ? [] : [{ ...channel, ...readExchange(place, own, receives, messages, reading) }];
  });
  return { channels: withoutSameAddresses(channels, reading), topics, streams: readChannelStreams(streams, found, messages, reading) };
}

/** What no operation is about neither comes nor goes (AsyncAPI 3.0, "Operation Object"). */
function warnOfUnused(channel: Located, operations: readonly ChannelOperation[], reading: Reading): void {
  const items = operations.flatMap(({ messages, replies }) => [...messages, ...replies]);
  const used = new Set(items.map((item) => reading.follow(item)?.id));
  for (const [name, item] of channel.get('messages')?.members() ?? []) {
    if (used.has(reading.follow(item)?.id)) continue;
    const hint = 'Write an operation with action: receive or send that refers to it';
    reading.warn('ignored-member', item.keyPosition, `no operation is about the message ${name}: it neither comes nor goes`, hint);
  }
}

function ofKind<Kind extends PlacedChannel['kind']>(placed: readonly PlacedChannel[], kind: Kind): Extract<PlacedChannel, { kind: Kind }>[] {
  return placed.filter((channel): channel is Extract<PlacedChannel, { kind: Kind }> => channel.kind === kind);
}

interface Surroundings {
  readonly schemes: SecuritySchemes;
  readonly reading: Reading;
}

type ChannelWithoutMessages = Omit<Channel, 'discriminator' | 'receives' | 'sends'>;

function readChannel(
  names: ChannelNames,
  { located, server, protocol }: SocketChannel,
  operations: readonly ChannelOperation[],
  { schemes, reading }: Surroundings,
): ChannelWithoutMessages | undefined {
  checkExtensions(located, 'channel', reading);
  const written = withSlash(pathOf(located, reading), protocol);
  if (written === undefined) {
    return reading.refuse(
      'invalid-path',
      located.get('address') ?? located,
      'the channel has no address',
      'Write the path, such as /realtime/{id}',
    );
  }
  const at = (located.get('address') ?? located).position;
  if (!checkTemplate(written, at, reading)) return undefined;
  const address = protocol === 'ws' ? serverPath(server, reading) + written : written;
  if (protocol === 'socketio') refusePathname(server, reading);
  return {
    kind: 'channel',
    ...names,
    protocol,
    address,
    title: located.text('title') ?? names.name,
    description: located.text('description') ?? located.text('summary') ?? '',
    parameters: matchTemplate(readChannelParameters(located, reading), written, located, reading),
    subprotocols: readSubprotocols(located, reading),
    security: readChannelSecurity(located, server, operations, schemes, reading),
    closeCodes: readCloseCodes(located, reading),
    limits: readChannelLimits(located, reading),
    ...readChecks([located], reading),
    at: located.position,
  };
}

/** Whoever writes a whole URL means its path: the host is the server's (AsyncAPI 3.0, "Channel Object"). */
function pathOf(channel: Located, reading: Reading): string | undefined {
  const address = channel.text('address');
  const [, path] = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(.*)$/i.exec(address ?? '') ?? [];
  if (path === undefined) return address;
  const at = channel.get('address') ?? channel;
  reading.refuseOr('its path is taken', 'invalid-path', at, `the address ${address} is a URL`, 'Write its path alone; the host belongs to servers');
  return path;
}

/** For WebSockets an address is a path, relative to that of the server (AsyncAPI 2.6, "Channels Object": no slash is asked for). */
function withSlash(address: string | undefined, protocol: SocketChannel['protocol']): string | undefined {
  return address === undefined || protocol !== 'ws' || address.startsWith('/') ? address : `/${address}`;
}

/** Nobody could tell the connections of two channels of one shape apart. */
function withoutSameAddresses(channels: readonly Channel[], reading: Reading): Channel[] {
  const first = new Map<string, Channel>();
  for (const channel of channels) {
    const shape = `${channel.protocol} ${templateShape(channel.address)}`;
    const other = first.get(shape);
    if (other === undefined) first.set(shape, channel);
    else reading.refuse('colliding-paths', channel.at, `the address ${channel.address} is also that of ${other.name}`, 'Make one channel of both');
  }
  return [...first.values()];
}

/** A Socket.IO address is a namespace, and its requests go to `/socket.io/` whatever the namespace. */
function refusePathname(server: Located | undefined, reading: Reading): void {
  const pathname = server?.get('pathname');
  if (pathname === undefined || pathname.value === '/') return;
  const hint = 'Remove it; the address of a channel is its namespace';
  reading.refuse('unsupported-feature', pathname, 'the pathname of a Socket.IO server is not supported', hint);
}

import type { Located } from '../load/located.ts';
import { substituteVariables, trimmedBase } from './base-path.ts';
import { readChannelLimits, readCloseCodes, readSubprotocols } from './channel-limits.ts';
import { readChannelParameters } from './channel-parameters.ts';
import { readChannelSecurity } from './channel-security.ts';
import { checkExtensions } from './extensions.ts';
import { findChannelOperations, type ChannelOperation } from './find-channel-operations.ts';
import { nameChannels, nameReceives, type ChannelNames } from './channel-names.ts';
import { checkTemplate, matchTemplate } from './path-template.ts';
import { readExchange } from './read-exchange.ts';
import { Messages } from './read-messages.ts';
import type { SecuritySchemes } from './read-security.ts';
import type { Reading } from './reading.ts';
import type { Channel, Operation } from './types.ts';

/** All channels of an AsyncAPI document, in order of writing. */
export function readChannels(
  root: Located,
  operations: readonly Operation[],
  schemes: SecuritySchemes,
  reading: Reading,
): Channel[] {
  checkExtensions(root, 'elsewhere', reading);
  schemes.addComponents(root.get('components')?.get('securitySchemes'));
  const found = findChannelOperations(root, reading);
  const messages = new Messages(root, reading);
  const channels = root.get('channels')?.members() ?? [];
  const names = nameChannels(
    channels.map(([name]) => name),
    operations,
  );
  const receives = nameReceives(found, operations);
  return channels.flatMap(([name, item]) => {
    const located = reading.follow(item);
    const channelNames = names.get(name);
    if (located === undefined || channelNames === undefined) return [];
    const own = found.filter(({ channelId }) => channelId === located.id);
    const channel = readChannel(channelNames, located, own, { root, schemes, reading });
    return channel === undefined ? [] : [{ ...channel, ...readExchange(channel.protocol, own, receives, messages, reading) }];
  });
}

interface Surroundings {
  readonly root: Located;
  readonly schemes: SecuritySchemes;
  readonly reading: Reading;
}

type ChannelWithoutMessages = Omit<Channel, 'discriminator' | 'receives' | 'sends'>;

function readChannel(
  names: ChannelNames,
  located: Located,
  operations: readonly ChannelOperation[],
  around: Surroundings,
): ChannelWithoutMessages | undefined {
  const { root, schemes, reading } = around;
  checkExtensions(located, 'channel', reading);
  const server = findServer(located, root, reading);
  const protocol = readProtocol(server ?? located, reading);
  const written = located.text('address');
  if (written === undefined) {
    return reading.refuse(
      'invalid-path',
      located.get('address') ?? located,
      'the channel has no address',
      'Write the path, such as /realtime/{id}',
    );
  }
  const at = (located.get('address') ?? located).position;
  if (protocol === undefined || !checkTemplate(written, at, reading)) return undefined;
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
    at: located.position,
  };
}

/** The first server of the channel's own list, else of the document. */
function findServer(channel: Located, root: Located, reading: Reading): Located | undefined {
  return reading.follow(channel.get('servers')?.item(0) ?? root.get('servers')?.members()[0]?.[1]);
}

const protocols: ReadonlyMap<string, Channel['protocol']> = new Map([
  ['ws', 'ws'],
  ['wss', 'ws'],
  ['socketio', 'socketio'],
]);

function readProtocol(server: Located, reading: Reading): Channel['protocol'] | undefined {
  const written = server.text('protocol') ?? '(none)';
  const protocol = protocols.get(written.toLowerCase());
  if (protocol !== undefined) return protocol;
  const message = `the protocol ${written} is not supported`;
  return reading.refuse(
    'unsupported-protocol',
    server.get('protocol') ?? server,
    message,
    'Use ws, wss or socketio on the first server',
  );
}

function serverPath(server: Located | undefined, reading: Reading): string {
  const pathname = server?.text('pathname');
  if (server === undefined || pathname === undefined) return '';
  const path = trimmedBase(substituteVariables(pathname, server));
  const at = server.get('pathname') ?? server;
  if (!/[{}]/.test(path)) return path;
  return reading.refuse('invalid-path', at, `${path} has a variable without a default`, 'Declare it under variables') ?? '';
}

/** A Socket.IO address is a namespace, and its requests go to `/socket.io/` whatever the namespace. */
function refusePathname(server: Located | undefined, reading: Reading): void {
  const pathname = server?.get('pathname');
  if (pathname === undefined || pathname.value === '/') return;
  const hint = 'Remove it; the address of a channel is its namespace';
  reading.refuse('unsupported-feature', pathname, 'the pathname of a Socket.IO server is not supported', hint);
}

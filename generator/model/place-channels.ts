import type { Located } from '../load/located.ts';
import { substituteVariables, trimmedBase } from './base-path.ts';
import { templateShape } from './path-template.ts';
import type { Reading } from './reading.ts';
import type { Channel, Operation } from './types.ts';

interface Place {
  /** Key under `channels`. */
  readonly name: string;
  readonly located: Located;
  readonly server: Located;
}

/** A channel that the runtime serves. */
export interface SocketChannel extends Place {
  readonly kind: 'socket';
  readonly protocol: Channel['protocol'];
}

/** A channel that says which events an operation of the OpenAPI document answers with. */
export interface StreamChannel extends Place {
  readonly kind: 'stream';
  readonly operation: Operation;
}

const sockets: ReadonlyMap<string, Channel['protocol']> = new Map([
  ['ws', 'ws'],
  ['wss', 'ws'],
  ['socketio', 'socketio'],
]);

const streaming: ReadonlySet<string> = new Set(['http', 'https', 'sse']);

/**
 * Where each channel is: on the first of its servers (its own list, else the document's) that speaks WebSocket or Socket.IO; else,
 * on a server that speaks HTTP, it is the GET of the same path that answers with `text/event-stream`. Other channels are left out: with
 * a warning, or, where nothing is left of a contract, with a refusal.
 */
export function placeChannels(root: Located, operations: readonly Operation[], reading: Reading): (SocketChannel | StreamChannel)[] {
  const lost: Lost[] = [];
  const placed = (root.get('channels')?.members() ?? []).flatMap(([name, item]) => {
    const located = reading.follow(item);
    if (located === undefined) return [];
    const place = placeChannel(name, located, root, operations, reading);
    if ('kind' in place) return [place];
    lost.push(place);
    return [];
  });
  const isNothingLeft = placed.length === 0 && operations.length === 0;
  for (const { at, message, hint } of lost) {
    if (isNothingLeft) reading.refuse('unsupported-protocol', at, message, hint);
    else reading.warn('unsupported-protocol', at, `${message}: the channel is left out`, hint);
  }
  return placed;
}

interface Lost {
  readonly at: Located;
  readonly message: string;
  readonly hint: string;
}

function placeChannel(
  name: string,
  located: Located,
  root: Located,
  operations: readonly Operation[],
  reading: Reading,
): SocketChannel | StreamChannel | Lost {
  const servers = serversOf(located, root).flatMap((server) => reading.follow(server) ?? []);
  for (const server of servers) {
    const protocol = sockets.get(protocolOf(server));
    if (protocol !== undefined) return { kind: 'socket', name, located, server, protocol };
  }
  const server = servers.find((one) => streaming.has(protocolOf(one)));
  const operation = server && findStreaming(serverPath(server, reading) + (located.text('address') ?? ''), operations);
  if (server !== undefined && operation !== undefined) return { kind: 'stream', name, located, server, operation };
  return server === undefined ? unserved(name, located, servers[0]) : unmatched(located);
}

function serversOf(channel: Located, root: Located): Located[] {
  const own = channel.get('servers')?.items() ?? [];
  return own.length > 0 ? own : (root.get('servers')?.members() ?? []).map(([, server]) => server);
}

function protocolOf(server: Located): string {
  return (server.text('protocol') ?? '').toLowerCase();
}

function unserved(name: string, located: Located, server: Located | undefined): Lost {
  const hint = 'Give it a server with the protocol ws, wss or socketio, or for events over HTTP: http, https';
  const protocol = server?.get('protocol');
  if (protocol === undefined) return { at: located, message: `the channel ${name} has no server, so its protocol is not known`, hint };
  return { at: protocol, message: `the protocol ${String(protocol.value)} of the channel ${name} is not supported`, hint };
}

function unmatched(located: Located): Lost {
  const address = located.get('address') ?? located;
  const message = `no GET of the OpenAPI document answers ${String(located.text('address'))} with text/event-stream`;
  return { at: address, message, hint: 'Declare it there, with the same path as server and address have together' };
}

/** Names of parameters may differ, as between paths. */
function findStreaming(path: string, operations: readonly Operation[]): Operation | undefined {
  const shape = templateShape(path);
  return operations.find((operation) => operation.method === 'get' && templateShape(operation.path) === shape && answersWithEvents(operation));
}

function answersWithEvents({ responses }: Operation): boolean {
  return responses.some(({ contents }) => contents.some(({ codec }) => codec === 'events'));
}

/** The path of a server, its variables replaced by their defaults. */
export function serverPath(server: Located, reading: Reading): string {
  const pathname = server.text('pathname');
  if (pathname === undefined) return '';
  const path = trimmedBase(substituteVariables(pathname, server));
  const at = server.get('pathname') ?? server;
  if (!/[{}]/.test(path)) return path;
  return reading.refuse('invalid-path', at, `${path} has a variable without a default`, 'Declare it under variables') ?? '';
}

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

/** A channel that nobody here serves: brokers carry it, or what it is carried by is not said. */
export interface TopicChannel {
  readonly kind: 'topic';
  readonly name: string;
  readonly located: Located;
  readonly protocols: readonly string[];
}

export type PlacedChannel = SocketChannel | StreamChannel | TopicChannel;

const sockets: ReadonlyMap<string, Channel['protocol']> = new Map([
  ['ws', 'ws'],
  ['wss', 'ws'],
  ['socketio', 'socketio'],
]);

const streaming: ReadonlySet<string> = new Set(['http', 'https', 'sse']);

/**
 * Where each channel is: on the first of its servers (its own list, else the document's) that speaks WebSocket or Socket.IO; else,
 * on a server that speaks HTTP, it is the GET of the same path that answers with `text/event-stream`. All others are topics.
 */
export function placeChannels(root: Located, operations: readonly Operation[], reading: Reading): PlacedChannel[] {
  return (root.get('channels')?.members() ?? []).flatMap(([name, item]) => {
    const located = reading.follow(item);
    return located === undefined ? [] : [placeChannel(name, located, root, operations, reading)];
  });
}

function placeChannel(name: string, located: Located, root: Located, operations: readonly Operation[], reading: Reading): PlacedChannel {
  const servers = serversOf(located, root).flatMap((server) => reading.follow(server) ?? []);
  for (const server of servers) {
    const protocol = sockets.get(protocolOf(server));
    if (protocol !== undefined) return { kind: 'socket', name, located, server, protocol };
  }
  const server = servers.find((one) => streaming.has(protocolOf(one)));
  const operation = server && operations.length > 0 ? findStreaming(serverPath(server, reading) + (located.text('address') ?? ''), operations) : undefined;
  if (server !== undefined && operation !== undefined) return { kind: 'stream', name, located, server, operation };
  warnOfUnserved(name, located, { isOverHttp: server !== undefined, isUnknown: servers.length === 0, isBeside: operations.length > 0 }, reading);
  return { kind: 'topic', name, located, protocols: [...new Set(servers.map(protocolOf))] };
}

interface Unserved {
  readonly isOverHttp: boolean;
  readonly isUnknown: boolean;
  /** Whether there are operations of HTTP. */
  readonly isBeside: boolean;
}

/** What a broker carries is not expected to be served; of other channels the author may have thought so. */
function warnOfUnserved(name: string, located: Located, { isOverHttp, isUnknown, isBeside }: Unserved, reading: Reading): void {
  const rest = 'so its messages have types and checks, and nothing serves it';
  if (isUnknown) {
    const hint = 'Give it a server; with the protocol ws, wss or socketio the channel is served';
    reading.warn('unsupported-protocol', located, `the channel ${name} has no server, ${rest}`, hint);
  } else if (isOverHttp && isBeside) {
    const message = `no GET of the OpenAPI document answers ${String(located.text('address'))} with text/event-stream, ${rest}`;
    reading.warn('unsupported-protocol', located.get('address') ?? located, message, 'Declare it there, with the same path as server and address have together');
  }
}

function serversOf(channel: Located, root: Located): Located[] {
  const own = channel.get('servers')?.items() ?? [];
  return own.length > 0 ? own : (root.get('servers')?.members() ?? []).map(([, server]) => server);
}

function protocolOf(server: Located): string {
  return (server.text('protocol') ?? '').toLowerCase();
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

import type { Int64Place } from '../int64/int64-places.ts';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import type { Fresh } from './fresh.ts';
import type { WaitOptions } from './message-inbox.ts';
import type { Encoding, MessageName } from './message-map.ts';
import { NamespaceConnection } from './namespace-connection.ts';
import type { ReconnectOptions } from './reconnect-delay.ts';

export interface SocketIoOptions {
  /** The server, without the namespace: `http://localhost:8083`. */
  readonly url: string;
  /** The channel's address, for example `/chat`. */
  readonly namespace: string;
  /** Path of the Engine.IO endpoint. Default `/socket.io`. */
  readonly path?: string;
  /** The connect query. */
  readonly query?: Fresh<Readonly<Record<string, string | number | boolean | undefined>>>;
  /** The connect packet's payload; `token` is where a bearer token goes. */
  readonly auth?: Fresh<Readonly<Record<string, unknown>>>;
  /** Of the handshake; browsers send them with polling only. */
  readonly headers?: Fresh<Readonly<Record<string, string>>>;
  /** Default: polling, then an upgrade to WebSocket. */
  readonly transports?: readonly ('polling' | 'websocket')[];
  /** How payloads travel, by event name; `json` where nothing is said. */
  readonly encodings?: { readonly sends?: Readonly<Record<string, Encoding>>; readonly receives?: Readonly<Record<string, Encoding>> };
  /** Whether a message with an integer that a number of JavaScript cannot hold ends the connection, with MalformedMessage for whoever waits. */
  readonly exact?: boolean;
  /** Where messages that are JSON texts have integers of 64 bits that are bigints, by their names. */
  readonly int64?: Readonly<Record<string, Int64Place>>;
  /** Default: a lost connection stays lost. `when` is not asked: Socket.IO has no close codes. */
  readonly reconnect?: ReconnectOptions;
  readonly openTimeoutMs?: number;
  /** Messages kept for a reader. Default 1000. */
  readonly keep?: number;
}

export interface SocketIoClose {
  /** Socket.IO's word for it: `io server disconnect`, `io client disconnect`, `transport close`, … */
  readonly reason: string;
}

/** A received event, for an iteration. */
export type SocketIoEvent<Receives> = { [Name in MessageName<Receives>]: { readonly name: Name; readonly payload: Receives[Name] } }[MessageName<Receives>];

/** A payload, unless the message has none. */
export type PayloadArgument<Payload> = [Payload] extends [undefined | void] ? [] : [payload: Payload];

/** A typed Socket.IO namespace. `Replies` maps the names of requests to their acknowledgements. */
export interface SocketIoConnection<Sends, Receives, Replies = unknown> extends AsyncIterable<SocketIoEvent<Receives>> {
  /** The socket's id, new after each connect. */
  readonly id: string | undefined;
  /** Resolves when the connection is over for good; with `reconnect`, when no further try is made. */
  readonly closed: Promise<SocketIoClose>;
  /** @throws ConnectionClosed while there is no connection */
  emit<Name extends MessageName<Sends>>(name: Name, ...payload: PayloadArgument<Sends[Name]>): void;
  /** Emits, and waits for the acknowledgement (10 s). Rejects with WaitTimeout or ConnectionClosed. */
  request<Name extends MessageName<Sends> & MessageName<Replies>>(name: Name, ...payload: PayloadArgument<Sends[Name]>): Promise<Replies[Name]>;
  on<Name extends MessageName<Receives>>(name: Name, listener: (payload: Receives[Name]) => void): () => void;
  once<Name extends MessageName<Receives>>(name: Name, options?: WaitOptions<Receives[Name]>): Promise<Receives[Name]>;
  /** Hears of every connection after the first one. Returns the way to stop. */
  onReconnect(listener: () => void): () => void;
  close(): Promise<SocketIoClose>;
}

/**
 * Connects to a Socket.IO channel; the promise is kept once the namespace is joined.
 * Rejects with ConnectError: the server's CONNECT_ERROR, or what the transport failed with.
 */
export async function connectSocketIo<Sends, Receives, Replies = unknown>(
  options: SocketIoOptions,
): Promise<SocketIoConnection<Sends, Receives, Replies>> {
  const { io } = await import('socket.io-client');
  const socket = io(`${options.url.replace(/\/+$/, '')}${options.namespace}`, readClientOptions(options));
  const connection = new NamespaceConnection<Sends, Receives, Replies>(socket, options);
  await connection.connect();
  return connection;
}

/** Query, credentials and headers are set anew for each connect, and reconnecting is ours: Socket.IO's own keeps the old ones. */
function readClientOptions({ path = '/socket.io', openTimeoutMs = 10_000, transports }: SocketIoOptions): Partial<ManagerOptions & SocketOptions> {
  return {
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    path,
    timeout: openTimeoutMs,
    ...(transports && { transports: [...transports] }),
  };
}

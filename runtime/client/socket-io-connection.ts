import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import type { WaitOptions } from './message-inbox.ts';
import type { Encoding, MessageName } from './message-map.ts';
import { NamespaceConnection } from './namespace-connection.ts';
import { reconnectDelay, type ReconnectOptions } from './reconnect-delay.ts';

export interface SocketIoOptions {
  /** The server, without the namespace: `http://localhost:8083`. */
  readonly url: string;
  /** The channel's address, for example `/chat`. */
  readonly namespace: string;
  /** Path of the Engine.IO endpoint. Default `/socket.io`. */
  readonly path?: string;
  /** The connect query. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** The connect packet's payload; `token` is where a bearer token goes. A function is asked at each connect. */
  readonly auth?: Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>);
  /** Of the handshake; browsers send them with polling only. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: polling, then an upgrade to WebSocket. */
  readonly transports?: readonly ('polling' | 'websocket')[];
  /** How payloads travel, by event name; `json` where nothing is said. */
  readonly encodings?: { readonly sends?: Readonly<Record<string, Encoding>>; readonly receives?: Readonly<Record<string, Encoding>> };
  /** Default: a lost connection stays lost. `when` is not asked: Socket.IO has no close codes. */
  readonly reconnect?: ReconnectOptions;
  readonly openTimeoutMs?: number;
  /** Messages kept for a reader. Default 1000. */
  readonly keep?: number;
}

/** A received event, for an iteration. */
export type SocketIoEvent<Receives> = { [Name in MessageName<Receives>]: { readonly name: Name; readonly payload: Receives[Name] } }[MessageName<Receives>];

/** A payload, unless the message has none. */
export type PayloadArgument<Payload> = [Payload] extends [undefined | void] ? [] : [payload: Payload];

/** A typed Socket.IO namespace. `Replies` maps the names of requests to their acknowledgements. */
export interface SocketIoConnection<Sends, Receives, Replies = unknown> extends AsyncIterable<SocketIoEvent<Receives>> {
  /** The socket's id, new after each connect. */
  readonly id: string | undefined;
  /** `io server disconnect`, `io client disconnect`, `transport close`, … Resolves when the connection is over for good. */
  readonly closed: Promise<{ readonly reason: string }>;
  /** @throws ConnectionClosed while there is no connection */
  emit<Name extends MessageName<Sends>>(name: Name, ...payload: PayloadArgument<Sends[Name]>): void;
  /** Emits, and waits for the acknowledgement (10 s). Rejects with WaitTimeout or ConnectionClosed. */
  request<Name extends MessageName<Sends> & MessageName<Replies>>(name: Name, ...payload: PayloadArgument<Sends[Name]>): Promise<Replies[Name]>;
  on<Name extends MessageName<Receives>>(name: Name, listener: (payload: Receives[Name]) => void): () => void;
  once<Name extends MessageName<Receives>>(name: Name, options?: WaitOptions<Receives[Name]>): Promise<Receives[Name]>;
  /** Hears of every connection after the first one. Returns the way to stop. */
  onReconnect(listener: () => void): () => void;
  close(): Promise<{ readonly reason: string }>;
}

/**
 * Connects to a Socket.IO channel (needs the `socket.io-client` package); the promise is kept once the namespace is joined.
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

function readClientOptions(options: SocketIoOptions): Partial<ManagerOptions & SocketOptions> {
  const { reconnect, auth, transports, query = {}, headers } = options;
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return {
    autoConnect: false,
    forceNew: true,
    path: options.path ?? '/socket.io',
    query: Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
    timeout: options.openTimeoutMs ?? 10_000,
    reconnection: reconnect !== undefined,
    ...(auth && { auth: typeof auth === 'function' ? (send: (data: object) => void) => send(auth()) : { ...auth } }),
    ...(headers && { extraHeaders: { ...headers } }),
    ...(transports && { transports: [...transports] }),
    ...(reconnect && readReconnection(reconnect)),
  };
}

function readReconnection(reconnect: ReconnectOptions): Partial<ManagerOptions> {
  return {
    reconnectionAttempts: reconnect.attempts ?? Infinity,
    reconnectionDelay: reconnectDelay(reconnect, 0, () => 1) ?? 500,
    reconnectionDelayMax: reconnect.maxDelayMs ?? 30_000,
  };
}

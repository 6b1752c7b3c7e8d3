import type { ManagerOptions, Socket, SocketOptions } from 'socket.io-client';
import { ConnectError, ConnectionClosed, MalformedMessage, WaitTimeout } from './client-errors.ts';
import { MessageInbox, type WaitOptions } from './message-inbox.ts';
import type { Encoding, MessageName } from './message-map.ts';
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

const requestTimeoutMs = 10_000;

class NamespaceConnection<Sends, Receives, Replies> implements SocketIoConnection<Sends, Receives, Replies> {
  readonly closed: Promise<{ reason: string }>;
  readonly #socket: Socket;
  readonly #options: SocketIoOptions;
  readonly #inbox: MessageInbox;
  #resolveClosed: (close: { reason: string }) => void = () => undefined;

  constructor(socket: Socket, options: SocketIoOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#inbox = new MessageInbox(options.keep);
    this.closed = new Promise((resolve) => (this.#resolveClosed = resolve));
    socket.onAny((name: string, ...values: unknown[]) => this.#receive(name, values[0]));
  }

  get id(): string | undefined {
    return this.#socket.id;
  }

  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.once('connect', () => {
        this.#socket.off('connect_error', refuse);
        this.#socket.on('disconnect', (reason) => this.#lose(reason));
        this.#socket.on('connect_error', (error) => this.#socket.active || this.#finish(error.message));
        this.#socket.io.on('reconnect_failed', () => this.#finish('reconnect failed'));
        resolve();
      });
      const refuse = (error: Error & { data?: unknown }): void => {
        this.#socket.disconnect();
        reject(new ConnectError(error.message, error.data));
      };
      this.#socket.once('connect_error', refuse);
      this.#socket.connect();
    });
  }

  emit<Name extends MessageName<Sends>>(name: Name, ...payload: PayloadArgument<Sends[Name]>): void {
    this.#assertConnected();
    this.#socket.emit(name, ...this.#encode(name, payload));
  }

  async request<Name extends MessageName<Sends> & MessageName<Replies>>(
    name: Name,
    ...payload: PayloadArgument<Sends[Name]>
  ): Promise<Replies[Name]> {
    this.#assertConnected();
    const acknowledged = this.#socket.timeout(requestTimeoutMs).emitWithAck(name, ...this.#encode(name, payload));
    return acknowledged.catch(() => {
      this.#assertConnected();
      throw new WaitTimeout(`acknowledgement of ${name}`, requestTimeoutMs);
    }) as Promise<Replies[Name]>;
  }

  on<Name extends MessageName<Receives>>(name: Name, listener: (payload: Receives[Name]) => void): () => void {
    return this.#inbox.on(name, listener as (value: unknown) => void);
  }

  async once<Name extends MessageName<Receives>>(name: Name, options?: WaitOptions<Receives[Name]>): Promise<Receives[Name]> {
    const arrival = await this.#inbox.take([name], options as WaitOptions<unknown> | undefined);
    return arrival.value as Receives[Name];
  }

  onReconnect(listener: () => void): () => void {
    this.#socket.on('connect', listener);
    return () => this.#socket.off('connect', listener);
  }

  close(): Promise<{ reason: string }> {
    this.#socket.disconnect();
    this.#finish('io client disconnect');
    return this.closed;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SocketIoEvent<Receives>, void, undefined> {
    for await (const { name, value } of this.#inbox) yield { name, payload: value } as SocketIoEvent<Receives>;
  }

  #receive(name: string, value: unknown): void {
    try {
      const isJsonText = this.#options.encodings?.receives?.[name] === 'json-text';
      this.#inbox.push({ name, value: isJsonText ? JSON.parse(String(value)) : value });
    } catch {
      this.#inbox.end(new MalformedMessage(String(value), `"${name}" with text that is no JSON`));
      void this.close();
    }
  }

  #encode(name: string, payload: readonly unknown[]): unknown[] {
    const encoding = this.#options.encodings?.sends?.[name];
    if (encoding === 'none') return [];
    return encoding === 'json-text' ? [JSON.stringify(payload[0])] : [...payload];
  }

  #assertConnected(): void {
    if (!this.#socket.connected) throw new ConnectionClosed(1006, 'not connected');
  }

  /** Socket.IO goes on by itself, except after a disconnect that one side wanted. */
  #lose(reason: string): void {
    if (!this.#options.reconnect || !this.#socket.active) this.#finish(reason);
  }

  #finish(reason: string): void {
    this.#inbox.end(new ConnectionClosed(1006, reason));
    this.#resolveClosed({ reason });
  }
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

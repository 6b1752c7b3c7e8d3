import type { Socket } from 'socket.io-client';
import { ConnectError, ConnectionClosed, MalformedMessage, WaitTimeout } from './client-errors.ts';
import { MessageInbox, type WaitOptions } from './message-inbox.ts';
import type { MessageName } from './message-map.ts';
import type { PayloadArgument, SocketIoConnection, SocketIoEvent, SocketIoOptions } from './socket-io-connection.ts';

const requestTimeoutMs = 10_000;

/** A socket of `socket.io-client` in its namespace, typed. */
export class NamespaceConnection<Sends, Receives, Replies> implements SocketIoConnection<Sends, Receives, Replies> {
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

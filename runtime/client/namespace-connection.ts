import { parseWithIntegers } from '../int64/parse-with-integers.ts';
import { stringify } from '../int64/stringify.ts';
import type { Socket } from 'socket.io-client';
import { ConnectError, ConnectionClosed, MalformedMessage, WaitTimeout } from './client-errors.ts';
import { readFresh } from './fresh.ts';
import { MessageInbox, type WaitOptions } from './message-inbox.ts';
import type { MessageName } from './message-map.ts';
import { inexactIn } from './parse-exactly.ts';
import { Reconnector } from './reconnector.ts';
import type { PayloadArgument, SocketIoClose, SocketIoConnection, SocketIoEvent, SocketIoOptions } from './socket-io-connection.ts';

const requestTimeoutMs = 10_000;

/** Why Socket.IO says that a socket was closed on purpose. */
const meantReasons = new Set(['io server disconnect', 'io client disconnect']);

/** A socket of `socket.io-client` in its namespace, typed. */
export class NamespaceConnection<Sends, Receives, Replies> implements SocketIoConnection<Sends, Receives, Replies> {
  readonly closed: Promise<SocketIoClose>;
  readonly #socket: Socket;
  readonly #options: SocketIoOptions;
  readonly #inbox: MessageInbox;
  readonly #reconnector: Reconnector;
  readonly #reconnectListeners = new Set<() => void>();
  #resolveClosed: (close: SocketIoClose) => void = () => undefined;
  #isClosing = false;
  /** Why nothing is taken any more. */
  #malformed: MalformedMessage | undefined;

  /** The socket must not connect or reconnect by itself. */
  constructor(socket: Socket, options: SocketIoOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#inbox = new MessageInbox(options.keep);
    this.#reconnector = new Reconnector(options.reconnect ?? { attempts: 0 });
    this.closed = new Promise((resolve) => (this.#resolveClosed = resolve));
    socket.onAny((name: string, ...values: unknown[]) => this.#receive(name, values[0]));
    socket.on('disconnect', (reason) => void this.#lose(reason));
  }

  get id(): string | undefined {
    return this.#socket.id;
  }

  async connect(): Promise<void> {
    const { query = {}, auth = {}, headers = {} } = this.#options;
    this.#socket.auth = { ...(await readFresh(auth)) };
    this.#socket.io.opts.query = writeQuery(await readFresh(query));
    this.#socket.io.opts.extraHeaders = { ...(await readFresh(headers)) };
    await this.#join();
    if (this.#isClosing) this.#socket.disconnect();
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
      if (this.#malformed !== undefined) throw this.#malformed;
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
    this.#reconnectListeners.add(listener);
    return () => this.#reconnectListeners.delete(listener);
  }

  close(): Promise<SocketIoClose> {
    this.#isClosing = true;
    this.#reconnector.cancel();
    this.#socket.disconnect();
    this.#finish('io client disconnect');
    return this.closed;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<SocketIoEvent<Receives>, void, undefined> {
    for await (const { name, value } of this.#inbox) yield { name, payload: value } as SocketIoEvent<Receives>;
  }

  #join(): Promise<void> {
    return new Promise((resolve, reject) => {
      const admit = (): void => {
        this.#socket.off('connect_error', refuse);
        resolve();
      };
      const refuse = (error: Error & { data?: unknown }): void => {
        this.#socket.off('connect', admit).disconnect();
        reject(new ConnectError(error.message, error.data));
      };
      this.#socket.once('connect', admit).once('connect_error', refuse).connect();
      // Before Socket.IO parses them; each connect has an engine of its own.
      if (this.#options.exact === true) this.#socket.io.engine.on('packet', ({ data }) => this.#refuseInexact(data));
    });
  }

  #receive(name: string, value: unknown): void {
    if (this.#malformed !== undefined) return;
    const isJsonText = this.#options.encodings?.receives?.[name] === 'json-text';
    if (isJsonText && this.#options.exact === true && this.#refuseInexact(value)) return;
    try {
      this.#inbox.push({ name, value: isJsonText ? this.#parse(name, String(value)) : value });
    } catch {
      this.#end(new MalformedMessage(String(value), `"${name}" with text that is no JSON`));
    }
  }

  #parse(name: string, text: string): unknown {
    const int64 = this.#options.int64?.[name];
    return int64 === undefined ? JSON.parse(text) : parseWithIntegers(text, int64);
  }

  #refuseInexact(text: unknown): boolean {
    const malformed = typeof text === 'string' ? inexactIn(text) : undefined;
    if (malformed !== undefined) this.#end(malformed);
    return malformed !== undefined;
  }

  #end(malformed: MalformedMessage): void {
    this.#malformed = malformed;
    this.#inbox.end(malformed);
    void this.close();
  }

  #encode(name: string, payload: readonly unknown[]): unknown[] {
    const encoding = this.#options.encodings?.sends?.[name];
    if (encoding === 'none') return [];
    return encoding === 'json-text' ? [stringify(payload[0])] : [...payload];
  }

  #assertConnected(): void {
    if (!this.#socket.connected) throw new ConnectionClosed(1006, 'not connected');
  }

  /** A CONNECT_ERROR is the service's last word; whatever the transport fails with may be over the next time. */
  async #lose(reason: string): Promise<void> {
    const isMeant = this.#isClosing || meantReasons.has(reason);
    const isBack = !isMeant && (await this.#reconnector.run(() => this.connect(), (error) => error instanceof ConnectError && error.data !== undefined));
    if (!isBack) return this.#finish(reason);
    for (const listener of [...this.#reconnectListeners]) listener();
  }

  #finish(reason: string): void {
    this.#inbox.end(new ConnectionClosed(1006, reason));
    this.#resolveClosed({ reason });
  }
}

function writeQuery(query: Readonly<Record<string, string | number | boolean | undefined>>): Record<string, string> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

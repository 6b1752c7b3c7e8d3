import { stringify } from '../int64/stringify.ts';
import { withIntegers } from '../int64/parse-with-integers.ts';
import { ConnectionClosed, ConnectionRefused, MalformedMessage } from './client-errors.ts';
import { readFresh } from './fresh.ts';
import { MessageInbox, type Arrival, type WaitOptions } from './message-inbox.ts';
import type { MessageName, Sendable } from './message-map.ts';
import { InexactInteger, inexact, parseExactly } from './parse-exactly.ts';
import { openWebSocket, type BasicWebSocket } from './open-web-socket.ts';
import { isTemporaryStatus, isWorthReconnecting } from './reconnect-delay.ts';
import { Reconnector } from './reconnector.ts';
import type { Close, ReplyOptions, WebSocketConnection, WebSocketOptions } from './web-socket-connection.ts';

/** `readyState` of an open socket. */
const open = 1;

/** A WebSocket that carries JSON objects with a discriminator, or messages of one kind in a direction, and that may outlive several sockets. */
export class JsonWebSocket<Sends, Receives, Discriminator extends string> implements WebSocketConnection<Sends, Receives, Discriminator> {
  readonly closed: Promise<Close>;
  readonly #options: WebSocketOptions<Discriminator>;
  readonly #inbox: MessageInbox;
  readonly #reconnector: Reconnector;
  readonly #reconnectListeners = new Set<() => void>();
  #resolveClosed: (close: Close) => void = () => undefined;
  #socket: BasicWebSocket | undefined;
  #closing: Close | undefined;

  constructor(options: WebSocketOptions<Discriminator>) {
    this.#options = options;
    this.#inbox = new MessageInbox(options.keep);
    this.#reconnector = new Reconnector(options.reconnect ?? { attempts: 0 });
    this.closed = new Promise((resolve) => (this.#resolveClosed = resolve));
    options.signal?.addEventListener('abort', () => void this.close(1000, 'aborted'), { once: true });
  }

  get protocol(): string {
    return this.#socket?.protocol ?? '';
  }

  get bufferedAmount(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  async connect(): Promise<void> {
    const { url, protocols = [], headers = {}, openTimeoutMs = 10_000, WebSocket } = this.#options;
    const handshake = { url: await readFresh(url), protocols: await readFresh(protocols), headers: await readFresh(headers), timeoutMs: openTimeoutMs };
    const { socket, refused } = await openWebSocket(WebSocket ? { ...handshake, WebSocket } : handshake);
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(data));
    const opening = this.#awaitOpening(socket, openTimeoutMs);
    await Promise.race([opening, refused]);
    if (this.#closing) socket.close(this.#closing.code, this.#closing.reason);
  }

  send<Name extends MessageName<Sends>>(name: Name, payload: Sendable<Sends[Name], Discriminator>): void {
    if (this.#socket?.readyState !== open) throw new ConnectionClosed(this.#closing?.code ?? 1006, this.#closing?.reason ?? '');
    this.#socket.send(writeMessage(name, payload, this.#options));
  }

  on<Name extends MessageName<Receives>>(name: Name, listener: (message: Receives[Name]) => void): () => void {
    return this.#inbox.on(name, listener as (value: unknown) => void);
  }

  async once<Name extends MessageName<Receives>>(name: Name, options?: WaitOptions<Receives[Name]>): Promise<Receives[Name]> {
    return this.#take([name], options);
  }

  async request<Name extends MessageName<Sends>, Reply extends MessageName<Receives>>(
    name: Name,
    payload: Sendable<Sends[Name], Discriminator>,
    { replies, ...wait }: ReplyOptions<Receives, Reply>,
  ): Promise<Receives[Reply]> {
    this.send(name, payload);
    return this.#take(replies, wait);
  }

  onReconnect(listener: () => void): () => void {
    this.#reconnectListeners.add(listener);
    return () => this.#reconnectListeners.delete(listener);
  }

  close(code = 1000, reason = ''): Promise<Close> {
    this.#closing ??= { code, reason };
    this.#reconnector.cancel();
    this.#socket?.close(code, reason);
    return this.closed;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Receives[MessageName<Receives>], void, undefined> {
    for await (const { value } of this.#inbox) yield value as Receives[MessageName<Receives>];
  }

  async #take<Reply extends MessageName<Receives>>(names: readonly Reply[], options?: WaitOptions<Receives[Reply]>): Promise<Receives[Reply]> {
    const arrival = await this.#inbox.take(names, options as WaitOptions<unknown> | undefined);
    return arrival.value as Receives[Reply];
  }

  /** A close counts as a lost connection only after the opening; it may follow in the same moment. */
  #awaitOpening(socket: BasicWebSocket, timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let isOpen = false;
      const timer = setTimeout(() => socket.close(), timeoutMs);
      socket.addEventListener('error', () => undefined);
      socket.addEventListener('open', () => {
        clearTimeout(timer);
        isOpen = true;
        resolve();
      });
      socket.addEventListener('close', ({ code, reason }) => {
        clearTimeout(timer);
        if (isOpen) return this.#lose(code, reason);
        reject(new ConnectionRefused('The connection could not be opened.'));
      });
    });
  }

  #receive(data: unknown): void {
    const arrival = readMessage(data, this.#options);
    if (!(arrival instanceof MalformedMessage)) return this.#inbox.push(arrival);
    this.#inbox.end(arrival);
    void this.close(4000, 'malformed message');
  }

  #lose(code: number, reason: string): void {
    const { reconnect } = this.#options;
    if (!reconnect || this.#closing || !isWorthReconnecting(reconnect, code)) return this.#finish({ code, reason });
    void this.#retry({ code, reason });
  }

  async #retry(close: Close): Promise<void> {
    const isBack = await this.#reconnector.run(() => this.connect(), isFinal);
    if (!isBack) return this.#finish(this.#closing ?? close);
    for (const listener of [...this.#reconnectListeners]) listener();
  }

  #finish(close: Close): void {
    this.#closing = close;
    this.#inbox.end(new ConnectionClosed(close.code, close.reason));
    this.#resolveClosed(close);
  }
}

type Forms = Pick<WebSocketOptions<string>, 'discriminator' | 'only' | 'exact' | 'int64'>;

function writeMessage(name: string, payload: unknown, { discriminator, only }: Forms): string {
  if (only?.sends === undefined) return stringify({ [discriminator]: name, ...(payload as object) }) ?? '';
  return only.sends.isText === true ? String(payload) : (stringify(payload) ?? '');
}

function readMessage(data: unknown, { discriminator, only, exact, int64 }: Forms): Arrival | MalformedMessage {
  if (typeof data !== 'string') return new MalformedMessage('', 'a binary message');
  if (only?.receives?.isText === true) return { name: only.receives.name, value: data };
  try {
    const value: unknown = exact === true ? parseExactly(data) : JSON.parse(data);
    const complete = (name: string): Arrival => ({ name, value: int64?.[name] === undefined ? value : withIntegers(value, data, int64[name]) });
    if (only?.receives !== undefined) return complete(only.receives.name);
    const name = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[discriminator] : undefined;
    return typeof name === 'string' ? complete(name) : new MalformedMessage(data, `a message without "${discriminator}"`);
  } catch (error) {
    return error instanceof InexactInteger ? inexact(data, error) : new MalformedMessage(data, 'text that is no JSON');
  }
}

/** Anything but an answer may be over the next time: the network, or where a fresh token comes from. */
function isFinal(error: unknown): boolean {
  return error instanceof ConnectionRefused && !isTemporaryStatus(error.status ?? 503);
}

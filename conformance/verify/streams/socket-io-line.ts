import { io, type Socket } from 'socket.io-client';
import { Line, type Outgoing, type Refused } from './line.ts';
import type { Handshake } from './web-socket-line.ts';

/** Connects to a namespace; the URL's query goes with the handshake, as browsers' clients send it. */
export function openSocketIoLine({ url, headers, timeoutMs }: Handshake): Promise<Line | Refused> {
  const { origin, pathname, searchParams } = new URL(url);
  const query = Object.fromEntries(searchParams);
  const options = { query, extraHeaders: { ...headers }, forceNew: true, reconnection: false, timeout: timeoutMs, transports: ['websocket'] };
  const socket = io(`${origin}${pathname}`, options);
  const line = new SocketIoLine(socket);
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle({ text: `no answer within ${timeoutMs} ms` }), timeoutMs);
    const settle = (result: Line | Refused) => (clearTimeout(timer), result === line ? undefined : socket.disconnect(), resolve(result));
    socket.on('connect', () => settle(line));
    socket.on('connect_error', (error: Error & { data?: unknown }) => settle({ text: JSON.stringify({ message: error.message, ...(error.data === undefined ? {} : { data: error.data }) }) }));
  });
}

class SocketIoLine extends Line {
  readonly #socket: Socket;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.onAny((event: string, ...values: unknown[]) => this.#take(event, values));
    socket.on('disconnect', (reason) => this.end({ code: reason === 'io client disconnect' || reason === 'io server disconnect' ? 1000 : 1006, reason }));
  }

  say({ event, data, wantsReply }: Outgoing): void {
    const values = data === undefined ? [] : [data];
    if (wantsReply) this.#socket.emit(event, ...values, (...answer: unknown[]) => this.#take(undefined, answer));
    else this.#socket.emit(event, ...values);
  }

  close(): void {
    this.#socket.disconnect();
  }

  drop(): void {
    this.#socket.disconnect();
  }

  #take(event: string | undefined, [value]: readonly unknown[]): void {
    const isReply = event === undefined;
    const text = `${event ?? 'acknowledgement'} ${JSON.stringify(value) ?? ''}`.trim();
    this.hear({ ...(isReply ? {} : { event }), text, value, isBinary: Buffer.isBuffer(value), isReply });
  }
}

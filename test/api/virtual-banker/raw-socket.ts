import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface RawMessage {
  readonly id: string;
  readonly type: string;
  readonly reply_to?: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A WebSocket that sends whatever it is told to. */
export interface RawSocket {
  readonly socket: WebSocket;
  send(data: string | Uint8Array): void;
  /** The next message of a type; fails when the connection closes first. */
  next(type: string): Promise<RawMessage>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** The handshake was answered over HTTP. */
export class HandshakeRefused extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: { readonly error: string; readonly message: string };

  constructor(status: number, headers: HandshakeRefused['headers'], body: HandshakeRefused['body']) {
    super(`The handshake was answered with ${status}.`);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

interface RawOptions {
  readonly token?: string;
  readonly protocols?: string[];
  readonly headers?: Record<string, string>;
}

/** Opens a connection; rejects with HandshakeRefused. */
export async function openRaw(url: string, { token, protocols = [], headers }: RawOptions = {}): Promise<RawSocket> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const socket = new WebSocket(url.replace(/^http/, 'ws'), protocols, { headers: { ...authorization, ...headers } });
  const inbox = collect(socket);
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: code as number, reason: String(reason) }));
  await opened(socket);
  return { socket, send: (data) => socket.send(data), next: inbox, closed };
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.on('error', reject);
    socket.once('unexpected-response', (_request, response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => reject(new HandshakeRefused(response.statusCode ?? 0, response.headers, JSON.parse(text) as HandshakeRefused['body'])));
    });
  });
}

function collect(socket: WebSocket): (type: string) => Promise<RawMessage> {
  const kept: RawMessage[] = [];
  let wake: () => void = () => undefined;
  socket.on('message', (data: Buffer) => {
    kept.push(JSON.parse(data.toString()) as RawMessage);
    wake();
  });
  socket.on('close', () => wake());
  return async function next(type) {
    for (;;) {
      const index = kept.findIndex((message) => message.type === type);
      const [found] = index < 0 ? [] : kept.splice(index, 1);
      if (found) return found;
      if (socket.readyState === WebSocket.CLOSED) throw new Error(`The connection closed before a message ${type} came.`);
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
}

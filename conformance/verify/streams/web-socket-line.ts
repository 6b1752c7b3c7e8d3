import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { Line, type Frame, type Outgoing, type Refused } from './line.ts';

export interface Handshake {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly protocols: readonly string[];
  readonly timeoutMs: number;
}

/** Connects; a refusal is a result, no error. */
export function openWebSocketLine({ url, headers, protocols, timeoutMs }: Handshake): Promise<Line | Refused> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), [...protocols], { headers: { ...headers }, handshakeTimeout: timeoutMs, perMessageDeflate: false });
  const line = new WebSocketLine(socket);
  return new Promise((resolve) => {
    socket.on('open', () => resolve(line));
    socket.on('unexpected-response', (_, response) => {
      void readStart(response).then((text) => (socket.terminate(), resolve({ status: response.statusCode ?? 0, text })));
    });
    socket.on('error', (error) => resolve({ text: error.message }));
  });
}

class WebSocketLine extends Line {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary) => this.hear(toFrame(data, isBinary)));
    socket.on('error', (error) => (this.broken = error.message));
    socket.on('close', (code, reason) => this.end({ code, reason: reason.toString() }));
  }

  say({ data }: Outgoing): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(data as string | Buffer);
  }

  close(): void {
    this.#socket.close(1000);
  }

  drop(): void {
    this.#socket.terminate();
  }
}

function toFrame(data: Buffer, isBinary: boolean): Frame {
  const text = data.toString();
  return { text, value: isBinary ? undefined : parse(text), isBinary, isReply: false };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const longest = 2000;

async function readStart(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  try {
    for await (const chunk of response as AsyncIterable<string>) {
      text += chunk;
      if (text.length > longest) break;
    }
  } catch {
    // The status is what matters.
  }
  return text;
}

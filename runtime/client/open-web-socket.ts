import type { IncomingMessage } from 'node:http';
import { ConnectionRefused } from './client-errors.ts';
import { readBody } from './read-body.ts';

/** The part of the WHATWG WebSocket interface that this client uses; the `ws` package has it too. */
export interface BasicWebSocket {
  readonly protocol: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: (event: unknown) => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void;
}

export type WebSocketConstructor = new (url: string, protocols?: string[]) => BasicWebSocket;

export interface Handshake {
  /** `ws:`, `wss:`, `http:` or `https:`. */
  readonly url: string;
  readonly protocols: readonly string[];
  /** Only where the platform is Node: browsers cannot send headers with a handshake. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly WebSocket?: WebSocketConstructor;
}

const bodyLimit = 65_536;

/**
 * Creates a socket. Resolves before it is open, so that listeners can be attached before the first message.
 * `refused` rejects if the server answers with a status, where the platform tells it.
 */
export async function openWebSocket(handshake: Handshake): Promise<{ socket: BasicWebSocket; refused: Promise<never> }> {
  const url = handshake.url.replace(/^http/, 'ws');
  const Constructor = handshake.WebSocket ?? pickGlobal(handshake);
  if (Constructor) return { socket: new Constructor(url, [...handshake.protocols]), refused: new Promise(() => undefined) };
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(url, [...handshake.protocols], { headers: { ...handshake.headers }, handshakeTimeout: handshake.timeoutMs });
  const refused = new Promise<never>((_, reject) => {
    socket.on('unexpected-response', (_, response) => {
      void readRefusal(response).then((refusal) => {
        reject(refusal);
        socket.terminate();
      });
    });
  });
  refused.catch(() => undefined);
  return { socket, refused };
}

/**
 * The platform's WebSocket; undefined on Node, where the `ws` package can do more: it sends headers, and tells with what
 * status a handshake was refused.
 */
function pickGlobal({ headers }: Handshake): WebSocketConstructor | undefined {
  if (typeof process !== 'undefined' && process.versions?.node) return undefined;
  if (Object.keys(headers).length > 0) throw new TypeError('Only Node can send headers with a WebSocket handshake.');
  return (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket;
}

async function readRefusal(response: IncomingMessage): Promise<ConnectionRefused> {
  const text = await readText(response);
  const body = readBody(text, response.headers['content-type']);
  return new ConnectionRefused(`The server refused the connection with status ${response.statusCode}.`, response.statusCode, body);
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  try {
    for await (const chunk of response as AsyncIterable<string>) {
      text += chunk;
      if (text.length > bodyLimit) break;
    }
  } catch {
    // A body that breaks off still leaves the status, which is what matters.
  }
  return text;
}

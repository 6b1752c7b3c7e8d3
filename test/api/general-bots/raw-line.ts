import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import type { Failure } from '../../../generated/general-bots/types.ts';

export interface Frame {
  readonly type: string;
  readonly code?: string;
  readonly reply_to?: string;
  readonly session_id?: string | null;
  readonly message?: string;
}

/** A WebSocket that sends whatever it is told to. */
export interface RawLine {
  readonly socket: WebSocket;
  /** The next frame of a type; fails when the connection closes first. */
  readonly next: (type: string) => Promise<Frame>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** The handshake was answered over HTTP. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly error: Failure;
}

function dial(url: string, headers: Readonly<Record<string, string>>): WebSocket {
  return new WebSocket(url.replace(/^http/, 'ws'), { headers });
}

export async function openRaw(url: string, headers: Readonly<Record<string, string>> = {}): Promise<RawLine> {
  const socket = dial(url, headers);
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: code as number, reason: String(reason) }));
  const frames: Frame[] = [];
  let wake = (): void => undefined;
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()) as Frame);
    wake();
  });
  socket.on('close', () => wake());
  await once(socket, 'open');
  const next = async (type: string): Promise<Frame> => {
    for (;;) {
      const index = frames.findIndex((frame) => frame.type === type);
      const [found] = index < 0 ? [] : frames.splice(index, 1);
      if (found) return found;
      if (socket.readyState === WebSocket.CLOSED) throw new Error(`The connection closed before ${type} came.`);
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return { socket, next, closed };
}

/** What a handshake is refused with. */
export async function openRefused(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Refusal> {
  const socket = dial(url, headers);
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  const { error } = JSON.parse(text) as { error: Failure };
  return { status: response.statusCode ?? 0, headers: response.headers, error };
}

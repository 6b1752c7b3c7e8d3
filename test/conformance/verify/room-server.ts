import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

type Message = Record<string, unknown>;

/** How a room differs from the right one. */
export interface RoomDifference {
  /** Rules of messages that are not kept. */
  readonly ignores?: readonly string[];
  /** In place of what is said to a message; undefined: as usual. */
  readonly onMessage?: (message: Message, socket: WebSocket, say: (message: unknown) => void) => boolean;
  /** Changes what goes out over the WebSocket. */
  readonly out?: (message: Message) => unknown;
  /** Closes for a wrong message, instead of saying so. */
  readonly hangsUp?: boolean;
  readonly onOpen?: (socket: WebSocket) => void;
  /** In place of a status for a handshake. */
  readonly handshake?: (request: IncomingMessage) => number | undefined;
  /** Changes the text of the ticks. */
  readonly ticks?: (text: string, from: number) => string;
  readonly news?: (text: string) => string;
  readonly lines?: (text: string) => string;
  /** What closes a connection for a message that is no JSON; default: 4400. */
  readonly closeCode?: number;
}

export const roomKey = 'room-key-1234';

/** Written without anything of ours: event streams and a room over a WebSocket, right but for one difference. */
export async function startRoom(difference: RoomDifference = {}): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const room = new Room(difference);
  const server = createServer((request, response) => room.answer(request, response));
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'room.v1' });
  server.on('upgrade', (request, socket, head) => {
    const status = difference.handshake?.(request) ?? (request.url !== '/room' ? 404 : request.headers['x-key'] === roomKey || difference.ignores?.includes('key') === true ? 101 : 401);
    if (status === 101) return sockets.handleUpgrade(request, socket, head, (open) => room.open(open));
    socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => {
    for (const client of sockets.clients) client.terminate();
    server.close(() => resolve());
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

class Room {
  readonly #difference: RoomDifference;
  readonly #names = new Map<WebSocket, string>();
  readonly #followers = new Set<ServerResponse>();

  constructor(difference: RoomDifference) {
    this.#difference = difference;
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '/', 'http://room').pathname;
    const key = `${request.method} ${path}`;
    if (key === 'GET /ticks') return this.#ticks(request, response);
    if (key === 'GET /news') return this.#follow(response);
    if (key === 'POST /news') return void this.#post(request, response);
    if (key === 'GET /lines') {
      const text = '{"n":1}\n{"n":2}\n{"n":3}\n';
      return void response.writeHead(200, { 'content-type': 'application/jsonl' }).end(this.#difference.lines?.(text) ?? text);
    }
    const allow = { '/ticks': 'GET', '/news': 'GET, POST', '/lines': 'GET' }[path];
    response.writeHead(allow === undefined ? 404 : 405, allow === undefined ? {} : { allow }).end();
  }

  open(socket: WebSocket): void {
    this.#difference.onOpen?.(socket);
    socket.on('message', (data: Buffer, isBinary) => this.#take(socket, data.toString(), isBinary));
    socket.on('close', () => this.#names.delete(socket));
  }

  #ticks({ headers }: IncomingMessage, response: ServerResponse): void {
    const from = Number(headers['last-event-id'] ?? 0) || 0;
    const numbers = [...Array(10).keys()].map((index) => index + 1).filter((number) => number > from);
    const text = `: ten ticks\n\nretry: 500\n\n${numbers.map((number) => `id: ${number}\nevent: tick\ndata: {"n":${number}}\n\n`).join('')}`;
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(this.#difference.ticks?.(text, from) ?? text);
  }

  #follow(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    this.#followers.add(response);
    response.on('close', () => this.#followers.delete(response));
  }

  async #post(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers['content-type'] !== 'application/json') return void response.writeHead(415).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const news = parse(Buffer.concat(chunks));
    const text = news?.['text'];
    if (typeof text !== 'string' || text === '' || [...text].length > 50 || Object.keys(news ?? {}).length > 1) return void response.writeHead(400).end();
    const told = `event: news\ndata: ${JSON.stringify(news)}\n\n`;
    for (const follower of this.#followers) follower.write(this.#difference.news?.(told) ?? told);
    response.writeHead(204).end();
  }

  #take(socket: WebSocket, text: string, isBinary: boolean): void {
    const say = (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    const out = (message: Message) => say(this.#difference.out?.(message) ?? message);
    if (isBinary) return socket.close(1003);
    const message = parse(Buffer.from(text));
    if (message === undefined) return socket.close(this.#difference.closeCode ?? 4400, 'no JSON object');
    if (this.#difference.onMessage?.(message, socket, say) === true) return;
    const wrong = this.#wrong(message);
    if (wrong !== undefined && this.#difference.hangsUp === true) return socket.close(4400, wrong);
    if (wrong !== undefined) return out({ type: 'error', code: wrong });
    switch (message['type']) {
      case 'join':
        this.#names.set(socket, String(message['name']));
        return out({ type: 'joined', members: this.#names.size });
      case 'say':
        if (!this.#names.has(socket)) return out({ type: 'error', code: 'not_joined' });
        return out({ type: 'said', from: this.#names.get(socket), text: message['text'] });
      case 'ping':
        return out({ type: 'pong', reply_to: message['id'] });
      case 'leave':
        return socket.close(1000, 'bye');
    }
  }

  #wrong(message: Message): string | undefined {
    const isWrong = (name: string, isRight: (value: unknown) => boolean) => !(this.#difference.ignores?.includes(name) ?? false) && !isRight(message[name]);
    const isText = (least: number, most: number) => (value: unknown) => typeof value === 'string' && [...value].length >= least && [...value].length <= most;
    const rules: Record<string, () => boolean> = {
      join: () => isWrong('name', isText(2, 20)) || isWrong('colour', (value) => value === undefined || value === 'red' || value === 'green'),
      say: () => isWrong('text', isText(1, 30)),
      ping: () => isWrong('id', isText(1, Infinity)),
      note: () => isWrong('level', (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 9),
      leave: () => false,
    };
    const rule = rules[String(message['type'])];
    return rule === undefined ? 'unknown_type' : rule() ? 'invalid_message' : undefined;
  }
}

function parse(bytes: Buffer): Message | undefined {
  try {
    const value = JSON.parse(bytes.toString()) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}

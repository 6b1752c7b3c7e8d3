import { connect, type Socket } from 'node:net';

/** RFC 6455 section 1.3; any 16 bytes will do. */
const key = Buffer.alloc(16).toString('base64');

/** A WebSocket with as little of its own as possible, so that thousands fit beside the server that is measured. */
export class RoomSocket {
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  /** The text of each message that comes. */
  onMessage: (payload: Buffer) => void = () => undefined;
  /** When the message on its way was sent; for whoever measures. */
  sentAt = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static open(port: number): Promise<RoomSocket> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    socket.write(`GET /room HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`);
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.once('data', (answer: Buffer) => {
        if (!answer.toString('latin1').startsWith('HTTP/1.1 101')) return reject(new Error(`no upgrade: ${answer.toString()}`));
        const opened = new RoomSocket(socket);
        socket.on('data', (chunk) => opened.#receive(chunk));
        resolve(opened);
      });
    });
  }

  send(frames: Buffer): void {
    this.#socket.write(frames);
  }

  #receive(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (bytes.length - at >= 2) {
      const short = bytes.readUInt8(at + 1);
      const head = short < 126 ? 2 : 4;
      if (bytes.length - at < head) break;
      const length = short < 126 ? short : bytes.readUInt16BE(at + 2);
      if (bytes.length - at < head + length) break;
      if ((bytes.readUInt8(at) & 0x0f) === 1) this.onMessage(bytes.subarray(at + head, at + head + length));
      at += head + length;
    }
    this.#rest = bytes.subarray(at);
  }
}

/** A client's text frame (RFC 6455 section 5.2) of less than 64 KiB, with the mask that changes nothing. */
export function toFrame(message: object): Buffer {
  const payload = Buffer.from(JSON.stringify(message));
  const head = payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length]) : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}

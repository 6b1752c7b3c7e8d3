import type { Socket } from 'socket.io';
import type { Frame } from '../frame.ts';
import type { Transport } from '../transport.ts';

/** What Engine.IO has, but does not declare. */
interface EngineTransport {
  readonly name: string;
  readonly socket?: { getBufferedAmount(): number };
  on(event: typeof socketDrain, listener: () => void): unknown;
}

/** Emitted on an Engine.IO transport by guardApp. */
export const socketDrain = 'specwright:drain';

/** Clients that abuse the connection lose it whole; the others only the namespace. */
const abuseCodes = new Set([1008, 1009, 1013]);

/** A Socket.IO socket in its namespace. What is written before the client knows that it is in waits until `begin`. */
export class SocketIoTransport implements Transport {
  readonly #socket: Socket;
  #early: Frame[] | undefined = [];
  /** Bytes that Engine.IO keeps for a polling client until it asks. */
  #queuedBytes = 0;

  constructor(socket: Socket, onDrain: () => void) {
    this.#socket = socket;
    const { conn } = socket;
    const listen = (transport: unknown): unknown => (transport as EngineTransport).on(socketDrain, onDrain);
    conn.on('packetCreate', (packet: { data?: unknown }) => (this.#queuedBytes += sizeOf(packet.data)));
    conn.on('flush', () => (this.#queuedBytes = 0));
    conn.on('drain', onDrain);
    conn.on('upgrade', listen);
    listen(conn.transport);
  }

  begin(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const frame of early) this.write(frame);
  }

  buffered(): number {
    const { conn } = this.#socket;
    if (conn.readyState !== 'open') return 0;
    const transport = conn.transport as unknown as EngineTransport;
    return this.#queuedBytes + (transport.name === 'websocket' ? (transport.socket?.getBufferedAmount() ?? 0) : 0);
  }

  write(frame: Frame): void {
    if (this.#early) this.#early.push(frame);
    else if (frame.data === undefined) this.#socket.emit(frame.message);
    else this.#socket.emit(frame.message, frame.data);
  }

  end(code: number): void {
    this.#socket.disconnect(abuseCodes.has(code));
  }
}

function sizeOf(data: unknown): number {
  return typeof data === 'string' ? Buffer.byteLength(data) : 0;
}

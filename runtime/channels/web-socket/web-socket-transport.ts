import type { WebSocket } from 'uWebSockets.js';
import type { Frame } from '../frame.ts';
import type { Transport } from '../transport.ts';

/** Must not be used after the socket's close event: uWebSockets.js throws then. The connection sees to that. */
export class WebSocketTransport implements Transport {
  readonly #socket: WebSocket<unknown>;

  constructor(socket: WebSocket<unknown>) {
    this.#socket = socket;
  }

  buffered(): number {
    return this.#socket.getBufferedAmount();
  }

  write({ data }: Frame): void {
    this.#socket.send(typeof data === 'string' ? data : '');
  }

  end(code: number, reason: string): void {
    this.#socket.end(code, reason);
  }
}

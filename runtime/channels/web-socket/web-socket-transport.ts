import type { WebSocket } from 'uWebSockets.js';
import type { Frame } from '../frame.ts';
import type { Transport } from '../transport.ts';

/** How long a slow reader has to take what waits for it, before the connection is cut off without a close frame. */
const lingerMs = 5000;

/** Must not be used after the socket's close event: uWebSockets.js throws then. The connection sees to that. */
export class WebSocketTransport implements Transport {
  readonly #socket: WebSocket<unknown>;
  readonly #onEnd: (code: number) => void;
  #goodbye: { readonly code: number; readonly reason: string; readonly timer: NodeJS.Timeout } | undefined;

  /** `onEnd` hears of an end that the peer does not know of yet. */
  constructor(socket: WebSocket<unknown>, onEnd: (code: number) => void) {
    this.#socket = socket;
    this.#onEnd = onEnd;
  }

  buffered(): number {
    return this.#socket.getBufferedAmount();
  }

  write({ data }: Frame): void {
    this.#socket.send(typeof data === 'string' || data instanceof Uint8Array ? data : '');
  }

  /**
   * Fact of uWebSockets.js: a close frame that has to wait behind other bytes waits for ever, and with it the memory of
   * them, for `end` takes the socket out of every timeout. So it is sent when the reader has caught up, or not at all.
   */
  end(code: number, reason: string): void {
    if (this.buffered() === 0) return this.#socket.end(code, reason);
    this.#goodbye = { code, reason, timer: setTimeout(() => this.#socket.close(), lingerMs) };
    this.#onEnd(code);
  }

  /** The socket wrote out something of what waits. */
  noticeDrain(): void {
    if (this.#goodbye && this.buffered() === 0) this.#socket.end(this.#goodbye.code, this.#goodbye.reason);
  }

  noticeClose(): void {
    clearTimeout(this.#goodbye?.timer);
  }
}

import type { Frame } from './frame.ts';

/** The wire under one connection: a WebSocket, or a Socket.IO socket in its namespace. */
export interface Transport {
  /** Bytes that wait because the peer reads slowly. */
  buffered(): number;
  write(frame: Frame): void;
  /** Says goodbye, and closes. Socket.IO has no close codes and sends none. */
  end(code: number, reason: string): void;
}

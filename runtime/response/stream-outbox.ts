/**
 * Facts of uWebSockets.js: `write` says whether the socket has taken a chunk; if not, nothing more is to be written until
 * `onWritable`. And one socket is corked at a time: within a callback for one, its promises included, `cork` does nothing for another,
 * and each chunk is four packets and system calls. So small pieces wait until all callbacks have returned, and go together.
 */
import type { Encoded } from './encode-body.ts';
import type { Exchange } from '../exchange.ts';

/** In characters; more is not gathered, so that a full socket is noticed. */
const most = 16 * 1024;

/** What a stream has to write. */
export class StreamOutbox {
  readonly #exchange: Exchange;
  readonly #gathers: boolean;
  #waiting: Encoded[] = [];
  #size = 0;
  #isFull = false;
  #onRoom: (() => void) | undefined;

  /** `gathers`: pieces are small, and may be written a moment later. */
  constructor(exchange: Exchange, gathers: boolean) {
    this.#exchange = exchange;
    this.#gathers = gathers;
  }

  /** Whether the socket takes nothing more at the moment. */
  get isFull(): boolean {
    return this.#isFull;
  }

  put(piece: Encoded): void {
    if (piece.length === 0) return;
    if (this.#waiting.length === 0 && this.#gathers && !this.#exchange.corked) flushSoon(this);
    this.#waiting.push(piece);
    this.#size += piece.length;
    if (!this.#gathers || this.#exchange.corked || this.#size >= most) this.flush();
  }

  flush(): void {
    const pieces = this.#waiting;
    if (pieces.length === 0) return;
    this.#waiting = [];
    this.#size = 0;
    corked(this.#exchange, () => {
      for (const piece of pieces) if (!this.#exchange.res.write(piece)) this.#fill();
    });
  }

  /** The client has gone: nothing may be written any more. */
  clear(): void {
    this.#waiting = [];
    this.#onRoom?.();
  }

  /** Kept when the socket takes more, or when there is none any more. */
  room(): Promise<void> {
    return this.#isFull ? new Promise((resolve) => (this.#onRoom = resolve)) : Promise.resolve();
  }

  #fill(): void {
    this.#isFull = true;
    this.#exchange.res.onWritable(() => {
      this.#isFull = false;
      this.#onRoom?.();
      return true;
    });
  }
}

/** Writes together what is written, in the socket's own callback or later. */
export function corked({ corked: isCorked, res }: Exchange, write: () => void): void {
  if (isCorked) write();
  else res.cork(write);
}

const due: StreamOutbox[] = [];

function flushSoon(outbox: StreamOutbox): void {
  if (due.push(outbox) === 1) setImmediate(flushDue);
}

function flushDue(): void {
  for (const outbox of due.splice(0)) outbox.flush();
}

import { startFairTimer } from '../fair-timer.ts';

/** One thing that came over a connection, before the contract is asked about it. */
export interface Frame {
  /** Of Socket.IO: the event; absent for an acknowledgement. */
  readonly event?: string;
  /** As it is shown to people. */
  readonly text: string;
  /** Decoded; undefined where it could not be. */
  readonly value: unknown;
  readonly isBinary: boolean;
  /** An acknowledgement of Socket.IO. */
  readonly isReply: boolean;
}

export interface Closed {
  /** Of RFC 6455 section 7.4; 1005 where none was named, 1006 where the connection was dropped. */
  readonly code: number;
  readonly reason: string;
}

/** A handshake that was not taken. */
export interface Refused {
  /** Undefined where nobody answered in HTTP. */
  readonly status?: number;
  readonly text: string;
}

export interface Outgoing {
  /** Of Socket.IO. */
  readonly event: string;
  readonly data: unknown;
  /** Of Socket.IO: an acknowledgement is asked for. */
  readonly wantsReply: boolean;
}

/** A connection, whatever its wire. What comes is kept in order. */
export abstract class Line {
  readonly frames: Frame[] = [];
  closed: Closed | undefined;
  /** What the server sent against the rules of the wire itself. */
  broken: string | undefined;
  readonly #waiting = new Set<() => void>();

  abstract say(outgoing: Outgoing): void;
  abstract close(): void;
  /** Ends it without waiting for the other side. */
  abstract drop(): void;

  /** Waits until enough has come, the connection is closed, or the time is over. */
  until(isEnough: () => boolean, milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => (this.closed !== undefined || isEnough() ? finish() : undefined);
      const finish = () => {
        stopTimer();
        this.#waiting.delete(look);
        resolve();
      };
      const stopTimer = startFairTimer(milliseconds, finish);
      this.#waiting.add(look);
      look();
    });
  }

  /** Waits until nothing has come for so long; four times as long at most. */
  async quiet(milliseconds: number): Promise<void> {
    for (let round = 0; round < 4; round++) {
      const count = this.frames.length;
      await this.until(() => this.frames.length > count, milliseconds);
      if (this.frames.length === count) return;
    }
  }

  protected hear(frame: Frame): void {
    this.frames.push(frame);
    this.#wake();
  }

  protected end(closed: Closed): void {
    this.closed ??= closed;
    this.#wake();
  }

  #wake(): void {
    for (const look of [...this.#waiting]) look();
  }
}

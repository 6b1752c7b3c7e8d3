import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Client, Connection, Context } from '../service.ts';
import { assertCloseCode, fitCloseReason } from './close-codes.ts';
import type { Frame } from './frame.ts';
import type { LiveChannel } from './live-channel.ts';
import type { Transport } from './transport.ts';

/** What was learned of a client before its connection opened. */
export interface Admission {
  readonly actor: unknown;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  readonly client: Client;
}

/** One open connection, whatever carries it. */
export class ChannelConnection implements Connection<Context, Record<string, unknown>, unknown> {
  readonly id = randomUUID();
  readonly actor: unknown;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly requestId: string;
  readonly client: Client;
  state: unknown = undefined;
  readonly #channel: LiveChannel;
  readonly #transport: Transport;
  /** Made when first asked for, as the logger is: thousands of quiet connections have no use for either. */
  #abort: AbortController | undefined;
  #log: Logger | undefined;
  #isClosed = false;
  #drainWaiters: ((isOpen: boolean) => void)[] = [];

  constructor(channel: LiveChannel, transport: Transport, admission: Admission) {
    this.#channel = channel;
    this.#transport = transport;
    this.actor = admission.actor;
    this.path = admission.path;
    this.query = admission.query;
    this.requestId = admission.requestId;
    this.client = admission.client;
  }

  get log(): Logger {
    return (this.#log ??= this.#channel.log.child({ connectionId: this.id, requestId: this.requestId }));
  }

  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    if (this.#isClosed) this.#abort.abort();
    return this.#abort.signal;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  send(message: string, payload: unknown): boolean {
    return !this.isClosed && this.deliver(this.#channel.prepare(message, payload));
  }

  /** Writes what was checked before. A reader that lets too much pile up is closed with 1013. */
  deliver(frame: Frame): boolean {
    if (this.isClosed) return false;
    if (this.#transport.buffered() > this.#channel.row.limits.backpressureBytes) {
      this.log.warn({ bufferedBytes: this.#transport.buffered() }, 'closed: the reader is too slow');
      this.terminate(1013, 'the reader is too slow');
      return false;
    }
    this.#transport.write(frame);
    this.#channel.metrics.sent(frame.message);
    return true;
  }

  drained(): Promise<boolean> {
    if (this.isClosed || this.#hasRoom()) return Promise.resolve(!this.isClosed);
    return new Promise((resolve) => this.#drainWaiters.push(resolve));
  }

  /** The transport wrote something out. */
  noticeDrain(): void {
    if (this.#drainWaiters.length > 0 && this.#hasRoom()) this.#wake(true);
  }

  subscribe(topic: string): void {
    if (!this.isClosed) this.#channel.topics.subscribe(this, topic);
  }

  unsubscribe(topic: string): void {
    this.#channel.topics.unsubscribe(this, topic);
  }

  publish(topic: string, message: string, payload: unknown): void {
    this.#channel.publish(topic, message, payload, this.id);
  }

  close(code: number, reason: string): void {
    assertCloseCode(this.#channel.row, code);
    this.terminate(code, reason);
  }

  /** Closes with a code of the runtime's own. */
  terminate(code: number, reason: string): void {
    if (!this.isClosed) this.#transport.end(code, fitCloseReason(reason));
  }

  /** The transport is gone: nothing is sent or received any more. */
  markClosed(): void {
    this.#channel.topics.forget(this);
    this.#isClosed = true;
    this.#abort?.abort();
    this.#wake(false);
  }

  #hasRoom(): boolean {
    return this.#transport.buffered() <= this.#channel.row.limits.backpressureBytes / 2;
  }

  #wake(isOpen: boolean): void {
    const waiters = this.#drainWaiters;
    this.#drainWaiters = [];
    for (const resolve of waiters) resolve(isOpen);
  }
}

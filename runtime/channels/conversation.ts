import { describeError } from '../logging/describe-error.ts';
import type { Refusal } from '../service.ts';
import { answerProblem } from './answer-problem.ts';
import type { ChannelConnection } from './channel-connection.ts';
import type { Incoming, Malformed } from './frame.ts';
import { handleMessage } from './handle-message.ts';
import type { LiveChannel } from './live-channel.ts';
import { MessageRate } from './message-rate.ts';
import { SerialQueue } from './serial-queue.ts';

/** How `open` went. */
export type Opening =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'thrown'; readonly error: unknown };

/** Messages that may wait for the handler before them. */
const maxWaiting = 1000;

/**
 * The life of one connection: `open`, then its messages in order, one at a time, then `close`. Messages that come while
 * `open` is at work wait for it. `close` follows each successful `open` exactly once, after the handler that is at work.
 */
export class Conversation {
  readonly #channel: LiveChannel;
  readonly connection: ChannelConnection;
  readonly #queue = new SerialQueue();
  readonly #rate: MessageRate | undefined;
  #waitingBytes = 0;
  #isOpen = false;
  #hasEnded = false;

  constructor(channel: LiveChannel, connection: ChannelConnection) {
    this.#channel = channel;
    this.connection = connection;
    this.#rate = channel.row.limits.rate && new MessageRate(channel.row.limits.rate);
    channel.connections.add(connection);
    channel.metrics.opened();
  }

  /** `settle` hears how `open` went, before any message is handled. */
  open(settle: (opening: Opening) => void): void {
    this.#queue.add(() => {
      const opening = openChannel(this.#channel, this.connection);
      if (!(opening instanceof Promise)) return this.#settle(opening, settle);
      return opening.then((settled) => this.#settle(settled, settle));
    });
  }

  /** Takes a message, or what is none; those above the contract's rate or limit never get further. */
  receive(incoming: Incoming | Malformed): void {
    if (incoming.bytes > this.#channel.row.limits.messageBytes) return this.receiveTooLarge();
    if (this.connection.isClosed || this.#refuseRate(incoming.acknowledge)) return;
    if (this.#queue.isIdle) this.#queue.runNow(this.#handle, incoming);
    else this.#enqueue(incoming);
  }

  readonly #handle = (incoming: Incoming | Malformed): void | Promise<void> => {
    if (!('detail' in incoming)) return handleMessage(this.#channel, this.connection, incoming);
    const problem = { code: 'malformed-message', detail: incoming.detail } as const;
    answerProblem(this.#channel, this.connection, problem, incoming.acknowledge);
  };

  receiveTooLarge(): void {
    if (this.connection.isClosed) return;
    const limitBytes = this.#channel.row.limits.messageBytes;
    if (this.#isOpen) answerProblem(this.#channel, this.connection, { code: 'message-too-large', limitBytes });
    this.connection.terminate(1009, `messages may have ${limitBytes} bytes`);
  }

  /** The transport is closed; hearing it again changes nothing. */
  end(code: number): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#channel.connections.delete(this.connection);
    this.#channel.metrics.closed(code);
    this.connection.markClosed();
    this.#queue.clear();
    this.#queue.add(() => (this.#isOpen ? closeChannel(this.#channel, this.connection) : undefined));
    const ending = this.#queue.idle().finally(() => this.#channel.endings.delete(ending));
    this.#channel.endings.add(ending);
  }

  #settle(opening: Opening, settle: (opening: Opening) => void): void {
    this.#isOpen = opening.kind === 'open';
    if (!this.#isOpen) this.#queue.clear();
    settle(opening);
  }

  #enqueue(incoming: Incoming | Malformed): void {
    const { bytes } = incoming;
    if (this.#refuseBacklog(bytes)) return;
    this.#waitingBytes += bytes;
    this.#queue.add(() => {
      this.#waitingBytes -= bytes;
      return this.#handle(incoming);
    });
  }

  #refuseRate(acknowledge?: (data: unknown) => void): boolean {
    const retryAfterSeconds = this.#rate?.take(performance.now()) ?? 0;
    if (retryAfterSeconds === 0) return false;
    if (this.#isOpen) answerProblem(this.#channel, this.connection, { code: 'rate-limited', retryAfterSeconds }, acknowledge);
    this.connection.terminate(this.#channel.row.limits.rate?.closeCode ?? 1008, 'too many messages');
    return true;
  }

  #refuseBacklog(bytes: number): boolean {
    const { backpressureBytes, messageBytes } = this.#channel.row.limits;
    const fits = this.#queue.length < maxWaiting && this.#waitingBytes + bytes <= Math.max(backpressureBytes, messageBytes);
    if (fits) return false;
    this.connection.log.warn({ waiting: this.#queue.length, waitingBytes: this.#waitingBytes }, 'closed: messages come faster than they are handled');
    this.connection.terminate(1013, 'messages come faster than they are handled');
    return true;
  }
}

function openChannel(channel: LiveChannel, connection: ChannelConnection): Opening | Promise<Opening> {
  try {
    const result = channel.handlers.open(connection, channel.context);
    if (!(result instanceof Promise)) return keepState(connection, result);
    return result.then((state) => keepState(connection, state)).catch((error: unknown) => ({ kind: 'thrown', error }));
  } catch (error) {
    return { kind: 'thrown', error };
  }
}

function keepState(connection: ChannelConnection, result: unknown): Opening {
  if (isRefusal(result)) return { kind: 'refused', refusal: result };
  connection.state = result;
  return { kind: 'open' };
}

function isRefusal(value: unknown): value is Refusal {
  if (typeof value !== 'object' || value === null || !('refused' in value)) return false;
  return value.refused === 'unauthenticated' || value.refused === 'forbidden';
}

async function closeChannel(channel: LiveChannel, connection: ChannelConnection): Promise<void> {
  try {
    await channel.handlers.close(connection, channel.context);
  } catch (error) {
    connection.log.error({ err: describeError(error) }, 'the close handler of a channel failed');
  }
}

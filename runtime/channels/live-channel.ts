import type { Logger } from 'pino';
import type { CheckSampler } from '../check-sampler.ts';
import type { ChannelRow, MessageRow } from '../contract.ts';
import type { ChannelContext, ChannelHandlers, Context, Publisher } from '../service.ts';
import type { ChannelConnection } from './channel-connection.ts';
import { assertCloseCode } from './close-codes.ts';
import type { ChannelMetrics } from './channel-metrics.ts';
import type { Notice } from './fan-out/fan-out.ts';
import { completePayload, encodeFrame, toLasting, type Frame } from './frame.ts';
import { checkOutgoing, ContractBreach } from './outgoing-check.ts';
import { TopicTable } from './topic-table.ts';

/** Handlers of a channel, as the runtime calls them: which types they have is the generated code's concern. */
export type AnyHandlers = ChannelHandlers<Context, Record<string, unknown>, unknown>;

export interface LiveChannelInput {
  readonly row: ChannelRow;
  readonly handlers: AnyHandlers;
  readonly context: ChannelContext<Context>;
  readonly checks: CheckSampler;
  readonly log: Logger;
  readonly metrics: ChannelMetrics;
  /** To the other nodes. */
  readonly tell: (notice: Notice) => void;
}

/** One channel of a running service: its contract, its handlers, and whoever is connected to this node. */
export class LiveChannel implements Publisher {
  readonly row: ChannelRow;
  readonly handlers: AnyHandlers;
  readonly context: ChannelContext<Context>;
  readonly log: Logger;
  readonly metrics: ChannelMetrics;
  readonly topics = new TopicTable<ChannelConnection>();
  readonly connections = new Set<ChannelConnection>();
  /** Work that a closed connection left behind: its last handler and its `close`. */
  readonly endings = new Set<Promise<void>>();
  readonly #checks: CheckSampler;
  readonly #tell: (notice: Notice) => void;

  constructor({ row, handlers, context, checks, log, metrics, tell }: LiveChannelInput) {
    this.row = row;
    this.handlers = handlers;
    this.context = context;
    this.log = log;
    this.metrics = metrics;
    this.#checks = checks;
    this.#tell = tell;
  }

  /** To be sent at once. @throws ContractBreach for a message that the contract does not have, or, in mode `enforce`, that breaks it */
  prepare(name: string, payload: unknown): Frame {
    const message = this.#findSend(name);
    const complete = completePayload(this.row, name, payload);
    checkOutgoing(this.#checks, message, complete, this.log);
    return encodeFrame(this.row, message, complete);
  }

  publish(topic: string, message: string, payload: unknown, except?: string): void {
    this.#announce({ channel: this.row.name, topic, except, frame: toLasting(this.prepare(message, payload)) });
  }

  disconnect(topic: string, { code, reason, except }: { code: number; reason: string; except?: string }): void {
    assertCloseCode(this.row, code);
    this.#announce({ channel: this.row.name, topic, except, close: { code, reason } });
  }

  /** Delivers what this or another node has to say to the connections of this one. */
  deliver({ topic, except, frame, close }: Notice): void {
    for (const connection of this.topics.members(topic)) {
      if (connection.id === except) continue;
      if (frame) connection.deliver(frame);
      if (close) connection.terminate(close.code, close.reason);
    }
  }

  #announce(notice: Notice): void {
    this.deliver(notice);
    this.#tell(notice);
  }

  #findSend(name: string): MessageRow {
    const message = Object.hasOwn(this.row.send, name) ? this.row.send[name] : undefined;
    if (!message) throw new ContractBreach(`The channel ${this.row.name} has no message ${name} to send.`);
    return message;
  }
}

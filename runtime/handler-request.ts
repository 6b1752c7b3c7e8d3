import { isOpen } from './media-types/find-media.ts';
import { preferredOffer } from './media-types/negotiate.ts';
import type { Exchange } from './exchange.ts';
import type { BeginInBackground, Client, Context, HandlerContext, Publishers } from './service.ts';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';

/** What a handler is called with. Rarely used parts are made when a handler takes them. */
export class HandlerRequest implements HandlerContext<Context> {
  readonly body: unknown;
  readonly path: Record<string, unknown> | undefined;
  readonly query: Record<string, unknown> | undefined;
  readonly headers: Record<string, unknown> | undefined;
  readonly cookies: Record<string, unknown> | undefined;
  readonly actor: unknown;
  readonly db: unknown;
  readonly services: unknown;
  readonly requestId: string;
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    const { input, runtime } = exchange;
    this.body = exchange.body;
    this.path = input?.path;
    this.query = input?.query;
    this.headers = input?.headers;
    this.cookies = input?.cookies;
    this.actor = exchange.actor;
    this.db = runtime.db;
    this.services = runtime.services;
    this.requestId = exchange.requestId;
    this.#exchange = exchange;
  }

  /** As the contract writes it; where the contract leaves something open, as it was sent. */
  get contentType(): string | undefined {
    const { bodyMedia, contentType } = this.#exchange;
    return bodyMedia === undefined || !isOpen(bodyMedia) ? bodyMedia?.mediaType : contentType;
  }

  /** Which media type of a successful answer the client likes best; where the contract has a range, within it, or the range itself. */
  get accepts(): string | undefined {
    const { accept, operation: { responses: { offers } } } = this.#exchange;
    return (preferredOffer(accept, offers) ?? preferredOffer('', offers))?.mediaType;
  }

  get signal(): AbortSignal {
    return this.#exchange.signal;
  }

  get client(): Client {
    return this.#exchange;
  }

  get log(): Logger {
    const { runtime, operation, requestId } = this.#exchange;
    return runtime.log.child({ requestId, operation: operation.row?.id });
  }

  get metrics(): Registry {
    return this.#exchange.runtime.metrics.registry;
  }

  get background(): BeginInBackground {
    const { background } = this.#exchange.runtime;
    return (work) => background.begin(work);
  }

  get channels(): Publishers {
    return this.#exchange.runtime.publishers;
  }
}

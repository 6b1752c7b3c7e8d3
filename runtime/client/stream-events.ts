import { ConnectionRefused, MalformedMessage } from './client-errors.ts';
import { followEvents } from './follow-events.ts';
import type { ReconnectOptions } from './reconnect-delay.ts';
import { readBody } from './read-body.ts';
import type { RawEvent } from './server-events.ts';

/** An event of a stream: `Events` maps the names of events to their data. */
export type ServerEvent<Events> = {
  [Name in keyof Events & string]: { readonly id: string; readonly event: Name; readonly data: Events[Name] };
}[keyof Events & string];

export interface StreamOptions {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>> | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);
  readonly body?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Begin after this event. */
  readonly lastEventId?: string;
  readonly signal?: AbortSignal;
  /** Default: JSON. */
  readonly parse?: (data: string, event: string) => unknown;
  /**
   * How to go on after a stream that broke off, with `Last-Event-ID`. Default: three tries. Without an id to resume
   * from, a request other than GET is not repeated. A stream that ends properly is over.
   */
  readonly resume?: ReconnectOptions | false;
}

/**
 * The events of any `text/event-stream`, in order; the methods of generated clients give those of their operations.
 * @throws ConnectionRefused for an answer that is no event stream; MalformedMessage for data that cannot be parsed;
 * StreamBroken; the signal's reason
 */
export async function* streamEvents<Events>(options: StreamOptions): AsyncGenerator<ServerEvent<Events>, void, undefined> {
  const { lastEventId = '', method = 'GET', resume = {}, signal, parse = parseJson } = options;
  const connect = (id: string): Promise<Response> => ask(options, id);
  for await (const event of followEvents({ connect, lastEventId, repeats: method === 'GET', resume, signal })) {
    yield parseEvent<Events>(event, parse);
  }
}

async function ask({ url, method = 'GET', headers = {}, body, signal, fetch = globalThis.fetch }: StreamOptions, lastEventId: string): Promise<Response> {
  const own = typeof headers === 'function' ? await headers() : headers;
  const sent = new Headers({ accept: 'text/event-stream', ...own });
  if (lastEventId !== '') sent.set('last-event-id', lastEventId);
  const response = await fetch(url, { method, headers: sent, body: body ?? null, signal: signal ?? null });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (response.status === 204 || (response.ok && isStream)) return response;
  throw await readRefusal(response);
}

async function readRefusal(response: Response): Promise<ConnectionRefused> {
  return refusal(response, readBody(await response.text(), response.headers.get('content-type')));
}

/** For an answer that is no stream. */
export function refusal({ status }: Response, body: unknown): ConnectionRefused {
  return new ConnectionRefused(`The server answered with status ${status} instead of events.`, status, body);
}

function parseEvent<Events>({ id, event, data }: RawEvent, parse: NonNullable<StreamOptions['parse']>): ServerEvent<Events> {
  try {
    return { id, event, data: parse(data, event) } as ServerEvent<Events>;
  } catch {
    throw new MalformedMessage(data, `an event "${event}" whose data cannot be read`);
  }
}

function parseJson(data: string): unknown {
  return JSON.parse(data);
}

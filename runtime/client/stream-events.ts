import { ConnectionRefused, MalformedMessage, toError } from './client-errors.ts';
import { isTemporaryStatus, reconnectDelay, type ReconnectOptions } from './reconnect-delay.ts';
import { readBody } from './read-body.ts';
import { parseEvents, type RawEvent, type StreamItem } from './server-events.ts';

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

/** A stream broke, and could not be resumed. `cause` is the failure of the last try. */
export class StreamBroken extends Error {
  readonly lastEventId: string;

  constructor(lastEventId: string, cause: unknown) {
    super('The event stream broke off.', { cause });
    this.name = 'StreamBroken';
    this.lastEventId = lastEventId;
  }
}

/**
 * The events of a `text/event-stream` operation, in order.
 * @throws ConnectionRefused for an answer that is no event stream; MalformedMessage for data that cannot be parsed;
 * StreamBroken; the signal's reason
 */
export async function* streamEvents<Events>(options: StreamOptions): AsyncGenerator<ServerEvent<Events>, void, undefined> {
  const resume: ReconnectOptions = options.resume === false ? { attempts: 0 } : { attempts: 3, ...options.resume };
  let { firstDelayMs } = resume;
  let lastEventId = options.lastEventId ?? '';
  for (let attempt = 0; ; attempt += 1) {
    let cause: unknown;
    try {
      for await (const item of readStream(options, lastEventId)) {
        if (item.kind === 'retry') {
          firstDelayMs = item.milliseconds;
          continue;
        }
        lastEventId = item.event.id;
        attempt = 0;
        yield parseEvent<Events>(item.event, options.parse ?? parseJson);
      }
      return;
    } catch (error) {
      if (options.signal?.aborted || isFinal(error)) throw error;
      cause = error;
    }
    const canRepeat = lastEventId !== '' || (options.method ?? 'GET') === 'GET';
    const delay = canRepeat ? reconnectDelay({ ...resume, firstDelayMs }, attempt) : undefined;
    if (delay === undefined) throw new StreamBroken(lastEventId, cause);
    await pause(delay, options.signal);
  }
}

async function* readStream(options: StreamOptions, lastEventId: string): AsyncGenerator<StreamItem, void, undefined> {
  const { url, method = 'GET', headers = {}, body, signal, fetch = globalThis.fetch } = options;
  const own = typeof headers === 'function' ? await headers() : headers;
  const sent = new Headers({ accept: 'text/event-stream', ...own });
  if (lastEventId !== '') sent.set('last-event-id', lastEventId);
  const response = await fetch(url, { method, headers: sent, body: body ?? null, signal: signal ?? null });
  if (response.status === 204) return;
  if (!response.ok || !response.headers.get('content-type')?.startsWith('text/event-stream')) throw await readRefusal(response);
  if (response.body) yield* parseEvents(readChunks(response.body), lastEventId);
}

/** Not every browser can iterate over a stream itself. */
async function* readChunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function readRefusal(response: Response): Promise<ConnectionRefused> {
  const body = readBody(await response.text(), response.headers.get('content-type'));
  return new ConnectionRefused(`The server answered with status ${response.status} instead of events.`, response.status, body);
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

function isFinal(error: unknown): boolean {
  if (error instanceof MalformedMessage) return true;
  return error instanceof ConnectionRefused && !isTemporaryStatus(error.status ?? 503);
}

function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(toError(signal?.reason));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

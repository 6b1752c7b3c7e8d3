import { toError } from './client-errors.ts';
import { followEvents } from './follow-events.ts';
import { parseLines } from './json-lines.ts';
import { toOutcome, type FetchResult, type Outcome } from './outcome.ts';
import { readBody } from './read-body.ts';
import { readChunks } from './read-chunks.ts';
import { receiveEvent, type EventForms, type ReceivedEvent } from './received-event.ts';
import type { ReconnectOptions } from './reconnect-delay.ts';
import { refusal } from './stream-events.ts';

/** The events of an answer, resumed where the contract has `Last-Event-ID`. Leaving the loop closes the connection. */
export type EventStream<Item> = AsyncGenerator<ReceivedEvent<Item>, void, undefined>;

/** The items of an answer. Leaving the loop closes the connection. */
export type ItemStream<Item> = AsyncGenerator<Item, void, undefined>;

/** Makes the request, with these headers besides its own; the body of a success is its stream. */
export type Ask = (headers: Readonly<Record<string, string>>) => Promise<FetchResult>;

export interface StreamPlan {
  /** Statuses of the contract. */
  readonly statuses: readonly (number | string)[];
  /** Media types whose bodies are streams: of lines, or of events. */
  readonly streams: Readonly<Record<string, 'lines' | EventForms | undefined>>;
  /** Whether the request may be made again before an event had an id. */
  readonly repeats: boolean;
  readonly lastEventId: string;
  readonly resume: ReconnectOptions | false;
  readonly signal: AbortSignal | undefined;
}

/** As {@link toOutcome}, for an operation that answers with a stream: its body is then an iterator. */
export async function toStreamOutcome<Responses, Errors = unknown>(ask: Ask, plan: StreamPlan): Promise<Outcome<Responses, Errors>> {
  const result = await ask({});
  const outcome = toOutcome<Responses, Errors>(result, plan.statuses);
  const { response } = result;
  if (response === undefined || !outcome.ok || outcome.body === undefined) return outcome;
  return { ...outcome, body: await bodyOf(response, ask, plan) };
}

function bodyOf(response: Response, ask: Ask, plan: StreamPlan): unknown {
  const contentType = response.headers.get('content-type') ?? '';
  const stream = plan.streams[contentType.replace(/;.*$/s, '').trim().toLowerCase()];
  if (stream === 'lines') return response.body === null ? undefined : parseLines(readChunks(response.body));
  if (stream !== undefined) return readEvents(response, stream, ask, plan);
  return readWhole(response, contentType);
}

/** Of an operation that may also answer at once: as hey-api's client would give it. */
async function readWhole(response: Response, contentType: string): Promise<unknown> {
  const isText = /[/+]json\b|^text\/|[/+]xml\b/.test(contentType);
  return isText ? readBody(await response.text(), contentType) : response.blob();
}

async function* readEvents(first: Response, forms: EventForms, ask: Ask, plan: StreamPlan): AsyncGenerator<unknown, void, undefined> {
  const connect = async (lastEventId: string): Promise<Response> => {
    const { response, error } = await ask(lastEventId === '' ? {} : { 'last-event-id': lastEventId });
    if (response === undefined) throw toError(error ?? 'The request was not answered.');
    if (!response.ok) throw refusal(response, error);
    return response;
  };
  for await (const raw of followEvents({ first, connect, ...plan })) {
    const event = receiveEvent(raw, forms);
    if (event !== undefined) yield event;
  }
}

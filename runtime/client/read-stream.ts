import { followEvents } from './follow-events.ts';
import { parseLines } from './json-lines.ts';
import type { Exactness, Parse } from './parse-exactly.ts';
import { readBody } from './read-body.ts';
import { readChunks } from './read-chunks.ts';
import { receiveEvent, type EventForms, type ReceivedEvent } from './received-event.ts';
import type { ReconnectOptions } from './reconnect-delay.ts';
import { refusal } from './stream-events.ts';

/** The events of an answer, resumed where the contract has `Last-Event-ID`. Leaving the loop closes the connection. */
export type EventStream<Item> = AsyncGenerator<ReceivedEvent<Item>, void, undefined>;

/** The items of an answer. Leaving the loop closes the connection. */
export type ItemStream<Item> = AsyncGenerator<Item, void, undefined>;

/** How a stream that breaks off is gone on with. */
export interface StreamSource {
  /** Makes the request again, with these headers besides its own. */
  readonly ask: (headers: Readonly<Record<string, string>>) => Promise<Response>;
  /** Whether it may be made again before an event had an id. */
  readonly repeats: boolean;
  readonly lastEventId: string;
  readonly resume: ReconnectOptions | false;
  readonly signal: AbortSignal | undefined;
}

/** The items of a body of lines. */
export function readLines({ body }: Response, parse: Parse = JSON.parse): ItemStream<unknown> | undefined {
  return body === null ? undefined : parseLines(readChunks(body), parse);
}

/** The events of a body, and of those that go on with it. */
export async function* readEvents(first: Response, forms: EventForms, { ask, exactness, ...source }: StreamSource & { readonly exactness?: Exactness }): EventStream<never> {
  const connect = async (lastEventId: string): Promise<Response> => {
    const response = await ask(lastEventId === '' ? {} : { 'last-event-id': lastEventId });
    if (!response.ok) throw refusal(response, readBody(await response.text(), response.headers.get('content-type')));
    return response;
  };
  for await (const raw of followEvents({ first, connect, ...source })) {
    const event = receiveEvent(raw, forms, exactness);
    if (event !== undefined) yield event as never;
  }
}

import { ConnectionRefused, MalformedMessage, toError } from './client-errors.ts';
import { isTemporaryStatus, reconnectDelay, type ReconnectOptions } from './reconnect-delay.ts';
import { readChunks } from './read-chunks.ts';
import { parseEvents, type RawEvent, type StreamItem } from './server-events.ts';

/** Milliseconds after which a connection counts as one that worked. */
const quietMs = 30_000;

/** A stream broke, and could not be resumed. `cause` is the failure of the last try. */
export class StreamBroken extends Error {
  readonly lastEventId: string;

  constructor(lastEventId: string, cause: unknown) {
    super('The event stream broke off.', { cause });
    this.name = 'StreamBroken';
    this.lastEventId = lastEventId;
  }
}

export interface Following {
  /** The answer that the stream begins with, where it is there already. */
  readonly first?: Response;
  /** Asks for the events after the one of this id; for all where it is empty. Rejects for an answer that is no event stream. */
  readonly connect: (lastEventId: string) => Promise<Response>;
  readonly lastEventId: string;
  /** Whether the request may be made again before an event had an id. */
  readonly repeats: boolean;
  readonly resume: ReconnectOptions | false;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The events of a stream and, after it broke off, of those that go on with it. A stream that ends properly is over, and so is one
 * that is answered with 204 (WHATWG HTML, "Server-sent events", section 9.2.3).
 * @throws ConnectionRefused, StreamBroken, the signal's reason
 */
export async function* followEvents(following: Following): AsyncGenerator<RawEvent, void, undefined> {
  const { signal } = following;
  const resume: ReconnectOptions = following.resume === false ? { attempts: 0 } : { attempts: 3, ...following.resume };
  let { first } = following;
  let { firstDelayMs } = resume;
  let { lastEventId } = following;
  for (let attempt = 0; ; attempt += 1) {
    let cause: unknown;
    let connectedAt = Infinity;
    try {
      const response = first ?? (await following.connect(lastEventId));
      connectedAt = performance.now();
      first = undefined;
      for await (const item of readItems(response, lastEventId)) {
        if (item.kind === 'retry') {
          firstDelayMs = item.milliseconds;
          continue;
        }
        if (item.kind === 'position') {
          lastEventId = item.id;
          continue;
        }
        lastEventId = item.event.id;
        attempt = 0;
        yield item.event;
      }
      return;
    } catch (error) {
      if (signal?.aborted || isFinal(error)) throw error;
      cause = error;
    }
    // A stream that was open for long broke off anew, though nothing happened in it.
    if (performance.now() - connectedAt > quietMs) attempt = 0;
    const delay = lastEventId !== '' || following.repeats ? reconnectDelay({ ...resume, firstDelayMs }, attempt) : undefined;
    if (delay === undefined) throw new StreamBroken(lastEventId, cause);
    await pause(delay, signal);
  }
}

async function* readItems({ status, body }: Response, lastEventId: string): AsyncGenerator<StreamItem, void, undefined> {
  if (status !== 204 && body !== null) yield* parseEvents(readChunks(body), lastEventId);
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

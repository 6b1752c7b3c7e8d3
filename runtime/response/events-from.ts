/** Events that begin behind a place in a longer stream. */
class EventsFrom<Item> implements AsyncIterable<Item> {
  readonly id: string;
  readonly #events: AsyncIterable<Item>;

  constructor(id: string, events: AsyncIterable<Item>) {
    this.id = id;
    this.#events = events;
  }

  [Symbol.asyncIterator](): AsyncIterator<Item> {
    return this.#events[Symbol.asyncIterator]();
  }
}

/**
 * Lets a stream of events begin with an id alone, which clients send as `Last-Event-ID` when the connection breaks off before the first
 * event (WHATWG HTML, "Server-sent events", section 9.2.6: an id counts also where a block has no data).
 *
 * @example
 * return { status: 200, body: eventsFrom(String(position), follow(position)) };
 */
export function eventsFrom<Item>(id: string, events: AsyncIterable<Item>): AsyncIterable<Item> {
  return new EventsFrom(id, events);
}

/** The id that a stream begins with; undefined for most. */
export function firstId(stream: AsyncIterable<unknown>): string | undefined {
  return stream instanceof EventsFrom ? stream.id : undefined;
}

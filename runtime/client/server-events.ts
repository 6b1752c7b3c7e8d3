/** One event of a stream (WHATWG HTML, "Server-sent events"), before its data is read. */
export interface RawEvent {
  /** The last id seen so far, this event's included; an empty text if there was none. */
  readonly id: string;
  /** `message` where the server names none. */
  readonly event: string;
  readonly data: string;
}

/** What the parser found: an event, an id without one, or a new reconnection time. */
export type StreamItem =
  | { readonly kind: 'event'; readonly event: RawEvent }
  | { readonly kind: 'position'; readonly id: string }
  | { readonly kind: 'retry'; readonly milliseconds: number };

/**
 * Reads `text/event-stream` from its bytes: lines end in LF, CR or CRLF, a byte order mark is skipped, comments are
 * skipped, an event without data is dropped but for its id, and one that is cut off by the end of the stream too.
 */
export async function* parseEvents(bytes: AsyncIterable<Uint8Array>, lastEventId = ''): AsyncGenerator<StreamItem, void, undefined> {
  let id = lastEventId;
  let told = id;
  let event = '';
  let data: string[] = [];
  for await (const line of splitLines(bytes)) {
    if (line === '') {
      if (data.length > 0) yield { kind: 'event', event: { id, event: event === '' ? 'message' : event, data: data.join('\n') } };
      else if (id !== told) yield { kind: 'position', id };
      told = id;
      event = '';
      data = [];
      continue;
    }
    const [field, value] = splitField(line);
    if (field === 'data') data.push(value);
    if (field === 'event') event = value;
    if (field === 'id' && !value.includes('\0')) id = value;
    if (field === 'retry' && /^\d+$/.test(value)) yield { kind: 'retry', milliseconds: Number(value) };
  }
}

/** `field: value`; one space after the colon belongs to neither. A comment has an empty field. */
function splitField(line: string): [string, string] {
  const colon = line.indexOf(':');
  if (colon < 0) return [line, ''];
  return [line.slice(0, colon), line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)];
}

/** A line is given out as soon as its end is known: for a CR at the end of a chunk at once, and a LF that follows is skipped. */
async function* splitLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  let endedInReturn = false;
  for await (const chunk of bytes) {
    let text = decoder.decode(chunk, { stream: true });
    if (text === '') continue;
    if (endedInReturn && text.startsWith('\n')) text = text.slice(1);
    endedInReturn = text === '' ? false : text.endsWith('\r');
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** An event as it came (WHATWG HTML, "Server-sent events"). */
export interface SentEvent {
  /** Undefined where the stream named none. */
  readonly event?: string;
  /** What a client knows as the last id by then: its own, or that of an earlier event. */
  readonly id?: string;
  readonly ownId?: string;
  readonly data: string;
}

export interface EventText {
  readonly events: readonly SentEvent[];
  /** In words: what no client can read as it was meant. */
  readonly faults: readonly string[];
}

const fields = ['data', 'event', 'id', 'retry'];

/** Reads a stream strictly: what clients would pass over in silence is a fault of the server. `isCut`: more would have come. */
export function readEventText(bytes: Buffer, isCut: boolean): EventText {
  const text = decode(bytes, isCut);
  if (text === undefined) return { events: [], faults: ['the stream is no UTF-8'] };
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const rest = lines.pop() ?? '';
  const reader = new Reader();
  for (const line of lines) reader.take(line);
  if (!isCut && (rest !== '' || reader.isOpen)) reader.faults.push('the stream ends in the middle of an event, which clients drop');
  return reader;
}

class Reader implements EventText {
  readonly events: SentEvent[] = [];
  readonly faults: string[] = [];
  #open: { event?: string; ownId?: string; data: string[] } = { data: [] };
  #id: string | undefined;
  #isAny = false;

  get isOpen(): boolean {
    return this.#isAny;
  }

  take(line: string): void {
    if (line === '') return this.#dispatch();
    if (line.startsWith(':')) return;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (!fields.includes(field)) return void this.faults.push(`a line is no field of an event, clients pass over it: ${line.slice(0, 60)}`);
    this.#isAny = true;
    if (field === 'data') this.#open.data.push(value);
    if (field === 'event') this.#open.event = value;
    if (field === 'id') this.#takeId(value);
    if (field === 'retry' && !/^\d+$/.test(value)) this.faults.push(`retry is no number of milliseconds: ${value.slice(0, 20)}`);
  }

  #takeId(value: string): void {
    if (value.includes('\0')) this.faults.push('an id holds the character 0, clients pass over it');
    else this.#id = this.#open.ownId = value;
  }

  #dispatch(): void {
    const { event, ownId, data } = this.#open;
    const isNamed = event !== undefined && event !== '';
    if (data.length > 0) this.events.push({ ...(isNamed ? { event } : {}), ...(this.#id === undefined ? {} : { id: this.#id }), ...(ownId === undefined ? {} : { ownId }), data: data.join('\n') });
    else if (isNamed) this.faults.push(`the event ${event} has no data, clients drop it`);
    this.#open = { data: [] };
    this.#isAny = false;
  }
}

/** A character that is cut in two at the end of what was read is no fault. */
function decode(bytes: Buffer, isCut: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return undefined;
  }
}

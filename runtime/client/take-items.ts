import type { MediaRow } from '../contract.ts';
import { parserOf, type Exactness } from './parse-exactly.ts';
import { parseLines } from './json-lines.ts';
import { receiveEvent } from './received-event.ts';
import { parseEvents, type RawEvent } from './server-events.ts';

/**
 * The items within the first bytes of a stream, as the contract describes them, for tests of a service. Events that the contract does
 * not name are taken for items, too, so that they can be found out; a piece that is cut off at the end is left out.
 * @throws MalformedMessage for one that cannot be read
 */
export async function takeItems(bytes: Uint8Array, { codec, events = {}, int64 }: MediaRow): Promise<unknown[]> {
  const items: unknown[] = [];
  const exactness = int64 === undefined ? {} : { int64 };
  if (codec === 'events') {
    for await (const item of parseEvents(once(bytes))) if (item.kind === 'event') items.push(toItem(item.event, events, exactness));
    return items;
  }
  for await (const item of parseLines(once(bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1)), parserOf(exactness))) items.push(item);
  return items;
}

function toItem(raw: RawEvent, forms: Parameters<typeof receiveEvent>[1], exactness: Exactness): unknown {
  const { id, event, data } = receiveEvent(raw, forms, exactness) ?? raw;
  return { ...(id === '' ? {} : { id }), event, data };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield await Promise.resolve(bytes);
}

import type { EventRow } from '../contract.ts';
import { liftWith, parseTexts } from '../int64/parse-with-integers.ts';
import { MalformedMessage } from './client-errors.ts';
import { InexactInteger, inexact, parserOf, type Exactness } from './parse-exactly.ts';
import type { RawEvent } from './server-events.ts';

/** How the data of events travels, by their names; an empty name stands for all others. */
export type EventForms = Readonly<Record<string, EventRow | undefined>>;

/** An event as it arrives, for an event as the contract describes it. */
export type ReceivedEvent<Item> = Item extends { readonly data: infer Data; readonly event?: infer Name }
  ? { readonly id: string; readonly event: NonNullable<Name>; readonly data: Data }
  : never;

/** Reads the data of an event; undefined for one that the contract does not know, which a newer server may send. */
export function receiveEvent({ id, event, data }: RawEvent, forms: EventForms, exactness: Exactness = {}): { id: string; event: string; data: unknown } | undefined {
  const form = (Object.hasOwn(forms, event) ? forms[event] : undefined) ?? forms[''];
  if (form === undefined) return undefined;
  if (form.encoding === 'text' || form.texts?.includes(data) === true) return { id, event, data };
  try {
    return readEvent({ id, event, data }, exactness);
  } catch (error) {
    if (error instanceof InexactInteger) throw inexact(data, error);
    throw new MalformedMessage(data, `an event "${event}" whose data is no JSON`);
  }
}

/** Where its data has bigints is said of the event as a whole. */
function readEvent({ id, event, data: text }: RawEvent, exactness: Exactness): { id: string; event: string; data: unknown } {
  const { int64 } = exactness;
  if (int64 === undefined) return { id, event, data: parserOf(exactness)(text) };
  const read = { id, event, data: JSON.parse(text) as unknown };
  liftWith(read, () => ({ data: parseTexts(text) }), int64);
  return read;
}

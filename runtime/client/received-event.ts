import type { EventRow } from '../contract.ts';
import { MalformedMessage } from './client-errors.ts';
import { InexactInteger, inexact, type Parse } from './parse-exactly.ts';
import type { RawEvent } from './server-events.ts';

/** How the data of events travels, by their names; an empty name stands for all others. */
export type EventForms = Readonly<Record<string, EventRow | undefined>>;

/** An event as it arrives, for an event as the contract describes it. */
export type ReceivedEvent<Item> = Item extends { readonly data: infer Data; readonly event?: infer Name }
  ? { readonly id: string; readonly event: NonNullable<Name>; readonly data: Data }
  : never;

/** Reads the data of an event; undefined for one that the contract does not know, which a newer server may send. */
export function receiveEvent({ id, event, data }: RawEvent, forms: EventForms, parse: Parse = JSON.parse): { id: string; event: string; data: unknown } | undefined {
  const form = (Object.hasOwn(forms, event) ? forms[event] : undefined) ?? forms[''];
  if (form === undefined) return undefined;
  if (form.encoding === 'text' || form.texts?.includes(data) === true) return { id, event, data };
  try {
    return { id, event, data: parse(data) };
  } catch (error) {
    if (error instanceof InexactInteger) throw inexact(data, error);
    throw new MalformedMessage(data, `an event "${event}" whose data is no JSON`);
  }
}

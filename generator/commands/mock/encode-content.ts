import { exactJson } from '../../load/exact-integer.ts';
import { isJsonStream, isJsonType, isTextType, isXmlType, essenceOf } from './media-types.ts';
import type { ContentValue } from './content-value.ts';
import { textOf } from './text-of.ts';
import { toXml } from './to-xml.ts';
import type { LookUp } from './sample/flat-schema.ts';

/** The value as bytes of a media type. */
export function encodeContent(mediaType: string, { value, isSerialized, isItems, schema }: ContentValue, lookUp: LookUp): string | Buffer {
  if (isSerialized) return String(value);
  if (isJsonType(mediaType)) return `${exactJson(value, 2)}\n`;
  const kind = essenceOf(mediaType);
  if (kind === 'text/event-stream') return toEvents(isItems || Array.isArray(value) ? (value as unknown[]) : [value]);
  if (isJsonStream(mediaType)) return toLines(kind, Array.isArray(value) ? (value as unknown[]) : [value]);
  if (typeof value === 'string') return isTextType(mediaType) || isXmlType(mediaType) ? value : Buffer.from(value);
  if (isXmlType(mediaType)) return toXml(value, schema ?? true, lookUp);
  if (kind === 'application/x-www-form-urlencoded') return toForm(value);
  return exactJson(value ?? null);
}

/** A text is a stream already; an object with `data` is an event; anything else is the data of one. */
function toEvents(events: readonly unknown[]): string {
  const [only] = events;
  if (events.length === 1 && typeof only === 'string') return /^(data|event|id|retry|):/m.test(only) ? only : `data: ${only}\n\n`;
  return events.map((event) => (isEvent(event) ? fieldsOf(event) : fieldsOf({ data: event }))).join('');
}

function isEvent(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && 'data' in value;
}

/** WHATWG HTML, section 9.2.5: a line for each line of the data. */
function fieldsOf({ event, id, retry, data }: Record<string, unknown>): string {
  const text = typeof data === 'string' ? data : exactJson(data);
  const fields = Object.entries({ event, id, retry }).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [`${name}: ${String(value).replace(/[\r\n]/g, ' ')}\n`] : [],
  );
  return `${fields.join('')}${text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join('')}\n`;
}

function toLines(kind: string, items: readonly unknown[]): string {
  const separator = kind.includes('json-seq') ? '\u001e' : '';
  return items.map((item) => `${separator}${typeof item === 'string' && items.length === 1 ? item : exactJson(item)}\n`).join('');
}

function toForm(value: unknown): string {
  const form = new URLSearchParams();
  for (const [name, member] of Object.entries(value as object))
    for (const item of [member].flat() as unknown[]) form.append(name, textOf(item));
  return form.toString();
}

import type { Located } from '../load/located.ts';
import type { Direction } from './codecs.ts';
import { readEventData } from './event-data.ts';
import { eventStream, isEventObject, readEventObjects, type EventForm, type EventStream } from './event-stream.ts';
import { hasOnlyMembers } from './extensions.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Reading } from './reading.ts';
import type { Content } from './types.ts';
import { valueShape } from './value-shape.ts';

type StreamParts = Pick<Content, 'schema' | 'itemSchema' | 'events'>;

/**
 * What a Media Type Object says of a stream's items. `itemSchema` (OpenAPI 3.2, "Sequential Media Types") describes one; `schema`
 * the list of all of them, or, as documents before 3.2 have it, one.
 */
export function readStream(codec: 'events' | 'json-lines', mediaType: Located, direction: Direction, reading: Reading): StreamParts {
  const schemaAt = mediaType.get('schema');
  const itemAt = mediaType.get('itemSchema');
  const whole = schemaAt && reading.schemas.convert(schemaAt);
  const item = itemAt === undefined ? whole && itemOf(whole, reading) : reading.schemas.convert(itemAt);
  if (codec === 'events') return readEvents(mediaType, itemAt ?? schemaAt, item, reading) ?? {};
  if (direction === 'response') return { itemSchema: item ?? true };
  return { schema: whole !== undefined && isList(whole, reading) ? whole : { type: 'array', items: item ?? true } };
}

/** Refuses `itemSchema` where nothing comes item by item. */
export function refuseItems(mediaType: Located, reading: Reading): void {
  const item = mediaType.get('itemSchema');
  if (item === undefined) return;
  const hint = 'Use schema here; items are those of text/event-stream, application/jsonl and application/json-seq';
  reading.refuse('unsupported-feature', item.keyPosition, 'itemSchema of this media type is not supported', hint);
}

function readEvents(mediaType: Located, at: Located | undefined, item: JsonSchema | undefined, reading: Reading): EventStream | undefined {
  const named = mediaType.get('x-events');
  if (named !== undefined) return readNamedEvents(named, mediaType, reading);
  if (item === undefined || at === undefined || isText(item, reading)) return undefined;
  if (at.key === 'itemSchema' || isEventObject(item, reading)) return readEventObjects(item, at, reading);
  return eventStream(readEventData([item], at, reading).map((data) => ({ data })), at, reading);
}

/** `x-events`: names of events and schemas of their data. */
function readNamedEvents(named: Located, mediaType: Located, reading: Reading): EventStream {
  if (hasOnlyMembers(named, Object.keys(named.value ?? {}), reading) && named.members().length === 0) {
    reading.refuse('invalid-extension', named, 'no event is named', 'Write names of events and schemas of their data');
  }
  const other = mediaType.get('itemSchema');
  if (other !== undefined) {
    reading.refuse('invalid-extension', named.keyPosition, 'the events are described twice', 'Write x-events or itemSchema, not both');
  }
  const forms = named.members().flatMap(([name, located]): EventForm[] => {
    const schema = reading.schemas.convert(located);
    return readEventData([schema], located, reading).map((data) => ({ names: [name], data }));
  });
  return eventStream(forms, named, reading);
}

function itemOf(schema: JsonSchema, reading: Reading): JsonSchema {
  if (!isList(schema, reading)) return schema;
  const resolved = reading.schemas.resolve(schema) as { readonly items?: JsonSchema };
  return resolved.items ?? true;
}

function isList(schema: JsonSchema, reading: Reading): boolean {
  const { types } = shapeOf(schema, reading);
  return types.length === 1 && types[0] === 'array';
}

function isText(schema: JsonSchema, reading: Reading): boolean {
  const { types } = shapeOf(schema, reading);
  return types.length === 1 && types[0] === 'string';
}

function shapeOf(schema: JsonSchema, reading: Reading) {
  return valueShape(schema, (reference) => reading.schemas.resolve(reference));
}

import type { Located } from '../load/located.ts';
import { readEventData, type EventData } from './event-data.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Reading } from './reading.ts';
import { schemaAlternatives, together, type SchemaPart } from './schema-alternatives.ts';
import type { Content, StreamEvent } from './types.ts';

/** What is known of the events of a `text/event-stream`. */
export type EventStream = Required<Pick<Content, 'itemSchema' | 'events'>>;

/** One way in which an event can look. */
export interface EventForm {
  /** `message` for events without a name; absent where any name will do. */
  readonly names?: readonly string[];
  readonly data: EventData;
  /** What else is said of `event`, `id` and `retry`. */
  readonly fields?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

const fieldNames: readonly string[] = ['event', 'data', 'id', 'retry'];
const eventKeywords = new Set([
  ...['type', 'properties', 'required', 'title', 'description', '$comment', 'deprecated', 'default', 'example', 'examples'],
  ...['additionalProperties', 'unevaluatedProperties', 'discriminator', 'externalDocs', 'xml'],
]);

/** A stream of which nothing is said: events of any name, whose data is text. */
export const anyEvents: EventStream = toStream([{ data: { schema: { type: 'string' }, encoding: 'text' } }]);

/** The stream whose events have one of these forms; two forms of one name must be told apart by their text. */
export function eventStream(forms: readonly EventForm[], at: Located, reading: Reading): EventStream {
  const stream = toStream(forms);
  for (const { name, encoding } of stream.events) {
    const texts = dataOf(forms, name).filter((data) => data.encoding === 'text');
    if (encoding === 'text' || texts.every((data) => data.texts !== undefined)) continue;
    const message = `the data of ${name === undefined ? 'an event' : `the event ${name}`} is JSON or any text, which nobody could tell apart`;
    reading.refuse('ambiguous-messages', at, message, 'Name the texts with const, or give the events different names');
  }
  return stream;
}

/** Events that a schema describes as objects of `event`, `data`, `id` and `retry`. */
export function readEventObjects(schema: JsonSchema, at: Located, reading: Reading): EventStream {
  const alternatives = schemaAlternatives(schema, (reference) => reading.schemas.resolve(reference));
  return eventStream(alternatives.flatMap((parts) => readForms(parts, at, reading)), at, reading);
}

/** Whether a schema describes such objects, and not the data of events. */
export function isEventObject(schema: JsonSchema, reading: Reading): boolean {
  const alternatives = schemaAlternatives(schema, (reference) => reading.schemas.resolve(reference));
  return alternatives.every((parts) => {
    const names = parts.flatMap((part) => Object.keys(part['properties'] ?? {}));
    return (names.includes('data') || names.includes('event')) && names.every((name) => fieldNames.includes(name));
  });
}

function readForms(parts: readonly SchemaPart[], at: Located, reading: Reading): EventForm[] {
  refuseOthers(parts, at, reading);
  const field = (name: string): JsonSchema[] => {
    const written = parts.map(({ properties }) => (properties as Record<string, JsonSchema> | undefined)?.[name]);
    return written.filter((schema) => schema !== undefined);
  };
  const names = eventNames(together(field('event')), reading);
  const fields = Object.fromEntries(
    ['event', 'id', 'retry'].flatMap((name) => (field(name).length === 0 ? [] : [[name, together(field(name))]])),
  );
  const required = parts.flatMap(({ required: listed }) => (Array.isArray(listed) ? (listed as string[]) : []));
  return readEventData(field('data'), at, reading).map((data) => ({ ...(names === undefined ? {} : { names }), data, fields, required }));
}

/** Fields that events do not have, and what is said of events as a whole, cannot be honoured. */
function refuseOthers(parts: readonly SchemaPart[], at: Located, reading: Reading): void {
  const keyword = parts.flatMap((part) => Object.keys(part)).find((word) => !eventKeywords.has(word));
  if (keyword !== undefined) {
    const hint = 'Describe events with properties, and alternatives of them with oneOf';
    reading.refuse('unsupported-keyword', at, `${keyword} of a whole event is not supported`, hint);
  }
  const other = parts.flatMap(({ properties }) => Object.keys(properties ?? {})).find((name) => !fieldNames.includes(name));
  if (other === undefined) return;
  reading.refuse('unsupported-feature', at, `an event has no field ${other}`, `Events have ${fieldNames.join(', ')}: put the value into data`);
}

function eventNames(schema: JsonSchema, reading: Reading): string[] | undefined {
  const alternatives = schemaAlternatives(schema, (reference) => reading.schemas.resolve(reference));
  const lists = alternatives.map((parts) => parts.map(namesOf).find((names) => names !== undefined));
  return lists.every((names) => names !== undefined) ? [...new Set(lists.flat())] : undefined;
}

function namesOf(part: SchemaPart): string[] | undefined {
  if (typeof part['const'] === 'string') return [part['const']];
  return Array.isArray(part['enum']) ? part['enum'].filter((name) => typeof name === 'string') : undefined;
}

function toStream(forms: readonly EventForm[]): EventStream {
  const schemas = forms.map(formSchema);
  const names = [...new Set<string | undefined>(forms.flatMap((form): readonly (string | undefined)[] => form.names ?? [undefined]))];
  return {
    itemSchema: schemas.length === 1 && schemas[0] !== undefined ? schemas[0] : { anyOf: schemas },
    events: names.map((name) => toEvent(name, dataOf(forms, name))),
  };
}

function dataOf(forms: readonly EventForm[], name: string | undefined): EventData[] {
  return forms.filter(({ names }) => (name === undefined ? names === undefined : names?.includes(name))).map(({ data }) => data);
}

function toEvent(name: string | undefined, data: readonly EventData[]): StreamEvent {
  const isJson = data.some(({ encoding }) => encoding === 'json');
  const texts = isJson ? [...new Set(data.flatMap((one) => one.texts ?? []))] : [];
  return { kind: 'event', ...(name === undefined ? {} : { name }), encoding: isJson ? 'json' : 'text', texts };
}

/** An event as a handler gives it. A name can be left out where it is that of events without one. */
function formSchema({ names, data, fields = {}, required = [] }: EventForm): JsonSchema {
  const isNamed = names === undefined ? required.includes('event') : names.some((name) => name !== 'message');
  return {
    type: 'object',
    required: [...(isNamed ? ['event'] : []), 'data', ...['id', 'retry'].filter((name) => required.includes(name))],
    properties: {
      id: fields['id'] ?? { type: 'string' },
      event: names === undefined ? (fields['event'] ?? { type: 'string' }) : names.length === 1 ? { const: names[0] } : { enum: names },
      data: data.schema,
      retry: fields['retry'] ?? { type: 'integer', minimum: 0 },
    },
  };
}

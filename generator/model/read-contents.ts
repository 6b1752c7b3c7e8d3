import type { Located } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';
import { readExamples } from './read-examples.ts';
import type { Reading } from './reading.ts';
import type { Content, Example } from './types.ts';
import { valueShape } from './value-shape.ts';

/** `content` of a request body or response: media types and their schemas (OpenAPI 3.1, "Media Type Object"). */
export function readContents(content: Located | undefined, reading: Reading): Content[] {
  return (content?.members() ?? []).flatMap(([mediaType, located]) => readContent(mediaType, located, reading) ?? []);
}

function readContent(mediaType: string, located: Located, reading: Reading): Content | undefined {
  const schemaAt = located.get('schema');
  const schema = schemaAt && reading.schemas.convert(schemaAt);
  const codec = codecOf(mediaType, schema, located, reading);
  if (codec === undefined) return undefined;
  if (codec === 'form') checkForm(schema, located, reading);
  const checked = codec === 'binary' || codec === 'events' ? undefined : schema;
  const examples = [...readExamples(located, checked, reading), ...schemaExamples(schemaAt, located, reading)];
  return { kind: 'content', mediaType, codec, schema, examples, at: located.position };
}

/** How a media type's bytes become a value; undefined, with a refusal, for those that nothing here can read. */
function codecOf(mediaType: string, schema: JsonSchema | undefined, at: Located, reading: Reading): Content['codec'] | undefined {
  const type = mediaType.toLowerCase().replace(/;.*$/, '').trim();
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  if (type === 'text/event-stream') return 'events';
  if (type.startsWith('multipart/')) {
    const hint = 'Send the parts as separate requests, or as one body of another media type';
    return reading.refuse('unsupported-media-type', at.keyPosition, `${mediaType} is not supported`, hint);
  }
  if (!isBytesOrText(schema, reading)) {
    const hint = 'Use application/json for structured data, or describe the bytes with type: string, or leave the schema out';
    return reading.refuse('unsupported-media-type', at.keyPosition, `${mediaType} cannot carry this schema`, hint);
  }
  return type.startsWith('text/') ? 'text' : 'binary';
}

/** Form fields are texts, numbers, booleans, or lists of them (OpenAPI 3.1, "Encoding Object", default values). */
function checkForm(schema: JsonSchema | undefined, at: Located, reading: Reading): void {
  const encoding = at.get('encoding');
  if (encoding !== undefined) {
    const hint = 'Remove encoding; form fields are sent in the default style';
    reading.refuse('unsupported-encoding', encoding.keyPosition, 'encoding is not supported', hint);
  }
  const { types, properties = {} } = valueShape(schema ?? true, (reference) => reading.schemas.resolve(reference));
  const nested = Object.keys(properties).find((name) => properties[name]?.types.every((type) => type === 'object'));
  if (types.includes('object') && nested === undefined) return;
  const message = nested === undefined ? 'a form is an object' : `the form field ${nested} cannot carry an object`;
  reading.refuse(
    'unsupported-encoding',
    at.keyPosition,
    message,
    'Use application/json, or fields that are texts, numbers or lists',
  );
}

function isBytesOrText(schema: JsonSchema | undefined, reading: Reading): boolean {
  if (schema === undefined) return true;
  const { types } = valueShape(schema, (reference) => reading.schemas.resolve(reference));
  return types.includes('string');
}

/** Where the media type has no example, those of its schema stand in; they are checked with the schema. */
function schemaExamples(schema: Located | undefined, mediaType: Located, reading: Reading): Example[] {
  if (mediaType.get('example') !== undefined || mediaType.get('examples') !== undefined) return [];
  const resolved = reading.follow(schema);
  const values = [...(resolved?.get('examples')?.items() ?? []), resolved?.get('example')].filter((value) => value !== undefined);
  return values.map((value, index) => ({
    name: index === 0 ? 'default' : `default${index + 1}`,
    value: value.value,
    at: value.position,
  }));
}

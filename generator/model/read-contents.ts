import { isLikeSchema } from '../load/like-schema.ts';
import type { Located } from '../load/located.ts';
import { codecOf, type Described, type Direction } from './codecs.ts';
import { isBytes } from './file-schemas.ts';
import type { JsonSchema } from './json-schema.ts';
import { checkExtensions } from './extensions.ts';
import { readExamples } from './read-examples.ts';
import { readFields } from './read-fields.ts';
import { readStream, refuseItems } from './read-stream.ts';
import type { Reading } from './reading.ts';
import type { Content, Example, ValueShape } from './types.ts';
import { valueShape } from './value-shape.ts';

/** `content` of a request body or response: media types and their schemas (OpenAPI 3.1, "Media Type Object"). */
export function readContents(content: Located | undefined, direction: Direction, reading: Reading): Content[] {
  const members = reading.follow(content)?.members() ?? [];
  const hasOther = members.some(([mediaType]) => !/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(mediaType));
  return members.flatMap(([mediaType, located]) => readContent(mediaType, located, { direction, hasOther }, reading));
}

/** Where a media type stands. */
interface Surroundings {
  readonly direction: Direction;
  /** Whether there is one beside it that is no form. */
  readonly hasOther: boolean;
}

function readContent(mediaType: string, item: Located, { direction, hasOther }: Surroundings, reading: Reading): [] | [Content] {
  const located = reading.follow(item) ?? item;
  const named = codecOf(mediaType, () => undefined, direction);
  if (named === 'events' || named === 'json-lines') return [readStreamContent(mediaType, named, located, direction, reading)];
  refuseItems(located, reading);
  // Where the schema alone stands in place of a Media Type Object.
  const schemaAt = located.get('schema') ?? (isLikeSchema(located.value) ? item : undefined);
  const schema = schemaAt && reading.schemas.convert(schemaAt);
  const described = once(() => (schema === undefined ? undefined : describe(schema, reading)));
  const written = codecOf(mediaType, described, direction);
  if (hasOther && direction === 'request' && isUnwritable(written, described)) return warnOfUnwritable(mediaType, located, reading);
  const codec = withFields(written, described, located, reading);
  const streamed = readStreamed(codec, direction, located, reading);
  const shape = codec === 'text' && described()?.isBytes === false && isPlain(described()?.shape) ? described()?.shape : undefined;
  const fields = codec === 'form' || codec === 'multipart' ? readFields(codec, schema, described()?.shape, located, reading) : {};
  const isExact = codec === 'json' || codec === 'form' || shape !== undefined;
  const examples = [
    ...readExamples(located, isExact ? schema : undefined, reading, direction),
    ...schemaExamples(schemaAt, located, reading),
  ];
  const notes = { ...(streamed ? { streamed } : {}), ...(shape === undefined ? {} : { shape }), ...fields };
  return [{ kind: 'content', mediaType, codec, schema, ...notes, examples, at: located.position }];
}

/** `x-streamed`, of the bytes of a request. Our other words mean nothing on a media type that is no stream. */
function readStreamed(codec: Content['codec'], direction: Direction, located: Located, reading: Reading): boolean {
  checkExtensions(located, codec === 'binary' && direction === 'request' ? 'bytes of a request' : 'elsewhere', reading);
  const written = located.get('x-streamed');
  if (written !== undefined && typeof written.value !== 'boolean') {
    reading.refuse('invalid-extension', written, 'x-streamed must be true or false', 'Write x-streamed: true');
  }
  return written?.value === true;
}

/** Nothing says how a form is written that is neither an object nor a text (OpenAPI 3.1, "Encoding Object"). */
function isUnwritable(codec: Content['codec'], described: () => Described | undefined): boolean {
  return (codec === 'form' || codec === 'multipart') && described()?.shape.types.includes('object') === false;
}

/** No body of this type can satisfy its schema, so none is taken; the others are complete without it. */
function warnOfUnwritable(mediaType: string, located: Located, reading: Reading): [] {
  const hint = 'Remove it, or write type: object, with the fields as its properties; until then bodies of this type are answered with 415';
  reading.warn('unsupported-encoding', located.keyPosition, `no body of ${mediaType} can be what its schema says`, hint);
  return [];
}

function withFields(codec: Content['codec'], described: () => Described | undefined, located: Located, reading: Reading): Content['codec'] {
  if (!isUnwritable(codec, described)) return codec;
  const [name, instead] = codec === 'form' ? (['form', 'text'] as const) : (['multipart body', 'binary'] as const);
  const hint = 'Write type: object, with the fields as its properties';
  reading.refuse('unsupported-encoding', located.keyPosition, `a ${name} is an object`, hint);
  return instead;
}

/** Examples of a stream are texts of which it may consist. */
function readStreamContent(
  mediaType: string,
  codec: 'events' | 'json-lines',
  located: Located,
  direction: Direction,
  reading: Reading,
): Content {
  const examples = readExamples(located, undefined, reading);
  checkExtensions(located, codec === 'events' ? 'stream' : 'elsewhere', reading);
  return { kind: 'content', mediaType, codec, ...readStream(codec, located, direction, reading), examples, at: located.position };
}

function describe(schema: JsonSchema, reading: Reading): Described {
  const resolve = (reference: JsonSchema) => reading.schemas.resolve(reference);
  return { shape: valueShape(schema, resolve), isBytes: isBytes(schema, resolve) };
}

/** The shape of a large schema takes a while, and JSON needs none. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Whether a text can be such a value: no array, no object. */
function isPlain({ types }: ValueShape = { types: [] }): boolean {
  return types.length > 0 && types.every((type) => type !== 'array' && type !== 'object');
}

/** Where the media type has no example, those of its schema stand in; they are checked with the schema. */
function schemaExamples(schema: Located | undefined, mediaType: Located, reading: Reading): Example[] {
  if (mediaType.get('example') !== undefined || mediaType.get('examples') !== undefined) return [];
  const resolved = reading.follow(schema);
  const values = [...(resolved?.get('examples')?.items() ?? []), resolved?.get('example')].filter((value) => value !== undefined);
  return values.map((value, index) => ({
    name: index === 0 ? 'default' : `default${index + 1}`,
    value: reading.dataOf(value),
    at: value.position,
  }));
}

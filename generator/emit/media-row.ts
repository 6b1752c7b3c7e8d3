import type { Api, BodyField, Content, Operation, StreamEvent } from '../model/types.ts';
import { checkedSchema } from './checked-schema.ts';
import { converter } from './decoders/convert.ts';
import { fieldDecoder } from './fields/field-decoders.ts';
import { importedPlaces } from './int64/int64-code.ts';
import { headerForms } from './header-form.ts';
import { key, literal, quote } from './quote.ts';
import { bodyValidator, partHeadersValidator } from './validators/wanted-validators.ts';

/** A row for a media type of a request: `validators` is the name of the module of its validators. */
export function requestMedia(api: Api, operation: Operation, index: number, validators: string): string {
  const content = operation.body?.contents[index];
  if (content === undefined) return '';
  const decoder = fieldDecoder(operation, content, index);
  const headersOf = (field: BodyField) => `${validators}.${partHeadersValidator(operation, index, field)}`;
  return row([
    ...mediaMembers(api, content, `${validators}.${bodyValidator(operation, index)}`),
    ...(decoder === undefined ? [] : [`decode: ${decoder}`]),
    ...(content.codec === 'multipart' && content.fields !== undefined ? [`parts: ${partsCode(content.fields, headersOf)}`] : []),
  ]);
}

/** A row for a media type of a response; `write` is its serialiser, if it has one. */
export function responseMedia(api: Api, content: Content, validate: string, write: string | undefined): string {
  return row([...mediaMembers(api, content, validate), ...(write === undefined ? [] : [`write: ${write}`])]);
}

function mediaMembers(api: Api, content: Content, validate: string): string[] {
  const { mediaType, codec, shape, events, streamed, int64 } = content;
  const toValue = codec === 'text' && shape !== undefined ? converter(shape) : undefined;
  return [
    `mediaType: ${quote(mediaType)}`,
    `codec: ${quote(codec)}`,
    ...(streamed ? ['streamed: true'] : []),
    ...(checkedSchema(api, content) === undefined ? [] : [`validate: ${validate}`]),
    ...(events === undefined ? [] : [`events: ${literal(eventForms(events))}`]),
    ...(toValue === undefined ? [] : [`convert: ${toValue}`]),
    ...(int64 === undefined || !isJson(codec) ? [] : [`int64: ${importedPlaces(int64).text}`]),
  ];
}

/** Fields of forms say by themselves what they hold. */
function isJson(codec: Content['codec']): boolean {
  return codec === 'json' || codec === 'json-lines' || codec === 'events';
}

/** How the data of events travels, by their names; an empty name stands for all others. */
export function eventForms(events: readonly StreamEvent[]): Record<string, object> {
  return Object.fromEntries(events.map(({ name = '', encoding, texts }) => [name, texts.length === 0 ? { encoding } : { encoding, texts }]));
}

function row(members: readonly string[]): string {
  return `{ ${members.join(', ')} }`;
}

/** Fields that are plain texts with nothing to check are left to the decoder alone. */
function partsCode(fields: readonly BodyField[], headersOf: (field: BodyField) => string): string {
  const parts = fields
    .filter(({ as, mediaTypes, headers }) => as !== 'text' || mediaTypes.length > 0 || headers.length > 0)
    .map((field) => `${field.name === '__proto__' ? "['__proto__']" : key(field.name)}: ${partCode(field, headersOf(field))}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function partCode({ as, isList, mediaTypes, minBytes, maxBytes, headers, int64 }: BodyField, validateHeaders: string): string {
  return row([
    `as: ${quote(as)}`,
    `isList: ${isList}`,
    `mediaTypes: ${literal(mediaTypes)}`,
    ...(minBytes === undefined ? [] : [`minBytes: ${minBytes}`]),
    ...(maxBytes === undefined ? [] : [`maxBytes: ${maxBytes}`]),
    ...(as !== 'json' || int64 === undefined ? [] : [`int64: ${importedPlaces(int64).text}`]),
    ...(headers.length === 0 ? [] : [`headers: ${literal(headerForms(headers))}`, `validateHeaders: ${validateHeaders}`]),
  ]);
}

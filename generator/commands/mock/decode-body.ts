import type { JsonSchema } from '../../model/json-schema.ts';
import { decodeFields, decodeParts, type FieldStyle } from './decode-fields.ts';
import { pairOf } from './decode-parameter.ts';
import type { Place } from './document-tree.ts';
import { essenceOf, isJsonType, isTextType, takesType } from './media-types.ts';
import type { TextValues } from './text-values.ts';
import type { Violation } from './violation.ts';

/** A body as it was received; the parts of a form are told apart already, files by their names. */
export interface MockBody {
  readonly bytes: Buffer;
  readonly parts?: readonly (readonly [string, string])[];
  /** Why a form could not be taken apart. */
  readonly fault?: string;
}

export interface DeclaredBody {
  readonly contents: readonly (readonly [string, Place])[];
  readonly schemaOf: (media: Place) => JsonSchema | undefined;
  /** Of the properties of a form. */
  readonly stylesOf: (media: Place) => ReadonlyMap<string, FieldStyle>;
  readonly texts: TextValues;
}

export type DecodedBody = { readonly violation: Violation } | { readonly schema: JsonSchema | undefined; readonly value?: unknown };

/** The keyword of a violation that is answered with 415. */
export const wrongMediaType = 'content-type';

/** The value of a body, or what is wrong with it. Bytes and XML have no value to be held against a schema. */
export function decodeBody(body: MockBody, header: string | undefined, { contents, schemaOf, stylesOf, texts }: DeclaredBody): DecodedBody {
  const mediaType = header ?? contents[0]?.[0] ?? '';
  const found = contents.find(([declared]) => takesType(declared, mediaType));
  if (found === undefined) return { violation: refusedType(header, contents) };
  const schema = schemaOf(found[1]);
  const kind = essenceOf(mediaType);
  if (isJsonType(mediaType)) return decodeJson(body.bytes, schema);
  if (kind === 'application/x-www-form-urlencoded') {
    return { schema, value: decodeForm(body.bytes.toString(), schema ?? true, texts, stylesOf(found[1])) };
  }
  if (body.fault !== undefined) return { violation: { in: 'body', pointer: '', keyword: 'syntax', message: body.fault } };
  if (body.parts !== undefined) return { schema, value: decodeParts(body.parts, schema ?? true, texts, stylesOf(found[1])) };
  if (isTextType(mediaType) && schema !== undefined) return { schema, value: texts.read(body.bytes.toString(), schema) };
  return { schema: undefined };
}

/** Where the schema wants no object, the text as it came. */
function decodeForm(text: string, schema: JsonSchema, texts: TextValues, styles: ReadonlyMap<string, FieldStyle>): unknown {
  const types = texts.types(schema);
  if (types.size > 0 && !types.has('object')) return texts.read(text, schema);
  return decodeFields(text.split('&').filter((part) => part !== '').map(pairOf), schema, texts, styles);
}

function decodeJson(bytes: Buffer, schema: JsonSchema | undefined): DecodedBody {
  try {
    return { schema, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch (error) {
    const message = error instanceof SyntaxError ? `is not JSON: ${error.message}` : 'is not UTF-8';
    return { violation: { in: 'body', pointer: '', keyword: 'syntax', message } };
  }
}

function refusedType(header: string | undefined, contents: DeclaredBody['contents']): Violation {
  const accepted = contents.map(([declared]) => declared).join(', ');
  return { in: 'header', pointer: '/content-type', keyword: wrongMediaType, message: `${header ?? 'nothing'} is not among ${accepted}` };
}

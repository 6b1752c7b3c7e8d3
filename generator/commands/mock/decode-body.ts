import type { JsonSchema } from '../../model/json-schema.ts';
import { decodeForm, pairOf, toObject } from './decode-parameter.ts';
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
  readonly texts: TextValues;
}

export type DecodedBody = { readonly violation: Violation } | { readonly schema: JsonSchema | undefined; readonly value?: unknown };

/** The keyword of a violation that is answered with 415. */
export const wrongMediaType = 'content-type';

/** The value of a body, or what is wrong with it. Bytes and XML have no value to be held against a schema. */
export function decodeBody(body: MockBody, header: string | undefined, { contents, schemaOf, texts }: DeclaredBody): DecodedBody {
  const mediaType = header ?? contents[0]?.[0] ?? '';
  const found = contents.find(([declared]) => takesType(declared, mediaType));
  if (found === undefined) return { violation: refusedType(header, contents) };
  const schema = schemaOf(found[1]);
  const kind = essenceOf(mediaType);
  if (isJsonType(mediaType)) return decodeJson(body.bytes, schema);
  if (kind === 'application/x-www-form-urlencoded') {
    const pairs = body.bytes.toString().split('&').filter((part) => part !== '').map(pairOf);
    return { schema, value: toObject(pairs, schema ?? true, texts, decodeForm) };
  }
  if (body.fault !== undefined) return { violation: { in: 'body', pointer: '', keyword: 'syntax', message: body.fault } };
  if (body.parts !== undefined) return { schema, value: decodeParts(body.parts, schema ?? true, texts) };
  if (isTextType(mediaType) && schema !== undefined) return { schema, value: texts.read(body.bytes.toString(), schema) };
  return { schema: undefined };
}

function decodeJson(bytes: Buffer, schema: JsonSchema | undefined): DecodedBody {
  try {
    return { schema, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch (error) {
    const message = error instanceof SyntaxError ? `is not JSON: ${error.message}` : 'is not UTF-8';
    return { violation: { in: 'body', pointer: '', keyword: 'syntax', message } };
  }
}

/** A part of an object or a list is JSON (OpenAPI 3.2, "Encoding Object", `contentType`). */
function decodeParts(parts: readonly (readonly [string, string])[], schema: JsonSchema, texts: TextValues): Record<string, unknown> {
  const value = toObject(parts, schema, texts, (text) => text);
  for (const [name, text] of parts) if (texts.types(texts.property(schema, name)).has('object')) value[name] = parsed(text);
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function refusedType(header: string | undefined, contents: DeclaredBody['contents']): Violation {
  const accepted = contents.map(([declared]) => declared).join(', ');
  return { in: 'header', pointer: '/content-type', keyword: wrongMediaType, message: `${header ?? 'nothing'} is not among ${accepted}` };
}

import { decodeUtf8, MalformedBody, parseJson } from './parse-json.ts';
import { parseJsonLines } from './parse-json-lines.ts';
import type { Int64Place } from '../int64/int64-places.ts';
import type { Codec, MediaRow } from '../contract.ts';

type Parse = (bytes: Buffer, int64?: Int64Place) => unknown;

/** A multipart body never comes here whole: see multipart/. */
const parsers: Readonly<Record<Exclude<Codec, 'multipart'>, Parse>> = {
  json: parseJson,
  form: parseForm,
  text: decodeUtf8,
  // The socket takes its buffer back; a handler may keep its bytes.
  binary: (bytes) => new Uint8Array(bytes),
  events: decodeUtf8,
  'json-lines': parseJsonLines,
};

/** @throws MalformedBody */
export function parseBody({ codec, convert, int64 }: MediaRow, bytes: Buffer): unknown {
  if (codec === 'multipart') throw new MalformedBody('A multipart body is not read whole.');
  const value = parsers[codec](bytes, int64);
  return convert === undefined ? value : convert(value as string);
}

/** A form whose fields the contract does not name (WHATWG URL section 5.1); a name that comes several times becomes a list. */
function parseForm(bytes: Buffer): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(decodeUtf8(bytes))) {
    if (name === '__proto__') throw new MalformedBody('The body has a field named __proto__.');
    const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (Array.isArray(before)) before.push(value);
    else fields[name] = before === undefined ? value : [before, value];
  }
  return fields;
}

/** Whether a Content-Type says a charset that is not UTF-8, the only one that is spoken here. */
export function hasForeignCharset(contentType: string): boolean {
  if (!contentType.includes(';')) return false;
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)"?/i.exec(contentType)?.[1];
  return charset !== undefined && !['utf-8', 'utf8', 'us-ascii'].includes(charset.toLowerCase());
}

/** RFC 9110 section 8.3: without a Content-Type, the bytes are just bytes. */
export function bodyMediaType(contentType: string): string {
  return contentType === '' ? 'application/octet-stream' : contentType;
}

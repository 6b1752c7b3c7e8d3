import { stringify } from '../int64/stringify.ts';
import { RuntimeError } from '../errors.ts';
import { isUnspeakable } from '../serialize/json-values.ts';
import { takeBytes } from '../serialize/json-page.ts';
import { largeBytes } from './write-large.ts';
import type { Codec, Write } from '../contract.ts';

/** What goes over the wire in one piece. */
export type Encoded = string | Uint8Array;

/** A body that comes piece by piece. */
export type BodyStream = AsyncIterable<unknown>;

/** @throws RuntimeError `reply-invalid` for a body that the codec cannot write. */
export function encodeBody(codec: Codec, body: unknown, write?: Write): Encoded {
  if (codec === 'json') return write === undefined ? encodeJson(body) : writeJson(write, body);
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (codec === 'form') return encodeForm(body);
  // A number, truth value or null that the contract describes as such.
  if (codec === 'text' && (body === null || typeof body === 'number' || typeof body === 'boolean' || typeof body === 'bigint')) return String(body);
  throw new RuntimeError('reply-invalid', `A ${codec} body must be a string, bytes or a stream of them.`);
}

export function isStream(body: unknown): body is BodyStream {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** The shared bytes last until the next answer, which is long enough unless a slow reader has to be waited for. */
function writeJson(write: Write, body: unknown): Uint8Array {
  if (isUnspeakable(body)) throw unspeakable();
  const bytes = takeBytes(write(0, body));
  return largeBytes(bytes) ? new Uint8Array(bytes) : bytes;
}

function encodeJson(body: unknown): string {
  const text = stringify(body);
  if (text === undefined) throw unspeakable();
  return text;
}

function unspeakable(): RuntimeError {
  return new RuntimeError('reply-invalid', 'A JSON body must be a value that JSON can write.');
}

function encodeForm(body: unknown): string {
  return new URLSearchParams(body as Record<string, string>).toString();
}

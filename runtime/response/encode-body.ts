import { RuntimeError } from '../errors.ts';
import type { Codec } from '../contract.ts';

/** What goes over the wire in one piece. */
export type Encoded = string | Uint8Array;

/** A body that comes piece by piece. */
export type BodyStream = AsyncIterable<unknown>;

/** @throws RuntimeError `reply-invalid` for a body that the codec cannot write. */
export function encodeBody(codec: Codec, body: unknown): Encoded {
  if (codec === 'json') return encodeJson(body);
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (codec === 'form') return encodeForm(body);
  throw new RuntimeError('reply-invalid', `A ${codec} body must be a string, bytes or a stream of them.`);
}

export function isStream(body: unknown): body is BodyStream {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function encodeJson(body: unknown): string {
  const text = JSON.stringify(body) as string | undefined;
  if (text === undefined) throw new RuntimeError('reply-invalid', 'A JSON body must be a value that JSON can write.');
  return text;
}

function encodeForm(body: unknown): string {
  return new URLSearchParams(body as Record<string, string>).toString();
}

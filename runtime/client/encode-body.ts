import { stringify } from '../int64/stringify.ts';
import type { Codec } from '../contract.ts';
import { findMedia } from '../media-types/find-media.ts';
import { encodeMultipart } from './encode-multipart.ts';
import { encodeLines } from './json-lines.ts';
import { encodePairs } from './encode-query.ts';
import { isFields, textOf, type ParameterForm } from './parameter-text.ts';

/** Bytes that may be sent, whole or piece by piece. A stream can be sent once only. */
export type Bytes = Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** How one property of a form or of a multipart body is written. */
export interface FieldPlan extends ParameterForm {
  readonly isFile?: boolean;
  /** A list comes as several parts of one name. */
  readonly isList?: boolean;
  /** Media type of a part; absent: what its value has. */
  readonly type?: string;
}

/** A media type of a request. */
export interface BodyPlan {
  readonly mediaType: string;
  readonly codec: Codec;
  /** Those that are more than a plain text. */
  readonly fields?: Readonly<Record<string, FieldPlan>>;
}

export interface EncodedBody {
  readonly body: BodyInit;
  /** Undefined where the platform has to say: it alone knows the boundary. */
  readonly contentType: string | undefined;
}

/** @throws TypeError for a media type that the operation does not take, and for a value that its media type cannot hold */
export function encodeBody(plans: readonly BodyPlan[], body: unknown, contentType?: string): EncodedBody | undefined {
  if (body === undefined) return undefined;
  const plan = contentType === undefined ? plans[0] : findMedia(plans, contentType);
  if (plan === undefined) throw new TypeError(`The operation takes ${plans.map(({ mediaType }) => mediaType).join(', ') || 'no body'}, not ${contentType ?? 'one'}.`);
  const type = contentType ?? (plan.mediaType.includes('*') ? typeOf(body) : plan.mediaType);
  switch (plan.codec) {
    case 'json': return { body: stringify(body) ?? '', contentType: type };
    case 'json-lines': return { body: encodeLines(body, type), contentType: type };
    case 'form': return { body: encodeForm(body, plan.fields ?? {}), contentType: type };
    case 'multipart': return body instanceof FormData ? { body, contentType: undefined } : encodeMultipart(body, plan.fields ?? {});
    case 'binary': return { body: toBody(body), contentType: type };
    default: return { body: textOf(body, 'body'), contentType: type };
  }
}

function typeOf(body: unknown): string {
  return body instanceof Blob && body.type !== '' ? body.type : 'application/octet-stream';
}

function encodeForm(body: unknown, fields: Readonly<Record<string, FieldPlan>>): string {
  if (body instanceof URLSearchParams) return body.toString();
  if (!isFields(body)) throw new TypeError('A form is an object.');
  return Object.entries(body).filter(([, value]) => value !== undefined).flatMap(([name, value]) => pairsOf(name, value, fields[name] ?? {})).join('&');
}

function pairsOf(name: string, value: unknown, field: FieldPlan): string[] {
  const items = field.json === true && field.isList === true && Array.isArray(value) ? (value as unknown[]) : [value];
  return items.flatMap((item) => encodePairs(name, item, field));
}

function toBody(body: unknown): BodyInit {
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body) || body instanceof ReadableStream) return body as BodyInit;
  const pieces = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: async () => void (await pieces.return?.()),
  });
}

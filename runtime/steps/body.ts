import { decodeFields } from '../body/fields/decode-fields.ts';
import { receiveMultipart } from '../body/multipart/receive-multipart.ts';
import { bodyMediaType, hasForeignCharset, parseBody } from '../body/parse-body.ts';
import { decodeUtf8, MalformedBody } from '../body/parse-json.ts';
import { letFlow, startReceiving } from '../body/receive-body.ts';
import { receiveStream } from '../body/receive-stream.ts';
import { conclude } from '../conclude.ts';
import { QueryPairs } from '../decode/query-pairs.ts';
import { waiting } from '../operation.ts';
import { resume } from '../pipeline.ts';
import { findMedia } from '../media-types/find-media.ts';
import type { BodyRow, DecodeFields, MediaRow } from '../contract.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';

/** Step 5: media type first, so that nothing is read that could not be parsed. */
export function receiveBody(exchange: Exchange): Outcome | typeof waiting {
  const row = exchange.operation.row?.body;
  if (row === undefined) return undefined;
  if (exchange.bodyLength === 0) return row.required ? { code: 'missing-body' } : undefined;
  const media = acceptedMedia(row, exchange.contentType);
  if (media === undefined) return { code: 'unsupported-media-type', accepted: row.content.map(({ mediaType }) => mediaType) };
  const received = exchange.received ?? startReceiving(exchange, exchange.operation.row?.limits.bodyBytes ?? 0);
  received.media = media;
  if (media.streamed === true) return receiveStream(exchange, media, received, { resume, answer: conclude });
  if (media.codec === 'multipart') return receiveMultipart(exchange, media, received, { resume, answer: conclude });
  letFlow(exchange);
  if (received.complete || received.tooLarge) return undefined;
  received.resume = resume;
  return waiting;
}

/** Step 5, once every byte is there. */
export function parseReceived(exchange: Exchange): Outcome {
  const { received, operation: { row } } = exchange;
  if (row?.body === undefined || received === undefined || exchange.bodyMedia !== undefined) return undefined;
  if (received.tooLarge) {
    exchange.closes = true;
    return { code: 'body-too-large', limitBytes: row.limits.bodyBytes };
  }
  if (received.bytes === 0) return row.body.required ? { code: 'missing-body' } : undefined;
  return received.media === undefined ? undefined : parse(exchange, received.media, received.join());
}

function parse(exchange: Exchange, media: MediaRow, bytes: Buffer): Outcome {
  try {
    if (media.decode === undefined) exchange.body = parseBody(media, bytes);
    else readForm(exchange, media.decode, bytes);
    exchange.bodyMedia = media;
    exchange.bodyBytes = bytes;
    return undefined;
  } catch (error) {
    if (error instanceof MalformedBody) return { code: 'malformed-body', detail: error.message };
    throw error;
  }
}

function readForm(exchange: Exchange, decode: DecodeFields, bytes: Buffer): void {
  const { fields, violations } = decodeFields(decode, new QueryPairs(decodeUtf8(bytes)));
  exchange.body = fields;
  exchange.bodyViolations = violations;
}

function acceptedMedia(row: BodyRow, contentType: string): MediaRow | undefined {
  return hasForeignCharset(contentType) ? undefined : findMedia(row.content, bodyMediaType(contentType));
}

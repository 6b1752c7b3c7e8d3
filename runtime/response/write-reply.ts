/**
 * Facts of uWebSockets.js: the status goes first; writes outside the socket's own callbacks must be corked, or every header
 * is a packet; nothing may be touched after an abort or the end; `endWithoutBody(length)` never completes, so the
 * length of a HEAD answer is written as a header.
 */
import { chooseMedia } from './choose-media.ts';
import { essence, isRange } from '../media-types/media-type.ts';
import { encodeBody, isStream } from './encode-body.ts';
import { headerLines } from './reply-headers.ts';
import { padToFlush } from './close-at-once.ts';
import { isBodyless, statusLine } from './status-line.ts';
import { streamReply } from './stream-reply.ts';
import { closes, writeHead } from './write-head.ts';
import { endLarge, largeBytes } from './write-large.ts';
import { RuntimeError } from '../errors.ts';
import { finish } from '../finish.ts';
import type { Codec, MediaRow } from '../contract.ts';
import type { Encoded } from './encode-body.ts';
import type { Exchange } from '../exchange.ts';
import type { Head } from './write-head.ts';
import type { Reply } from '../service.ts';

/**
 * Decides, encodes, then writes: whatever can throw does so while another answer is still possible.
 * @throws RuntimeError `reply-invalid`
 */
export function writeReply(exchange: Exchange, reply: Reply): void {
  const media = chooseMedia(exchange, reply);
  const head = prepareHead(exchange, reply, media);
  const codec = chooseCodec(media, head, reply.body);
  if (codec !== 'json' && isStream(reply.body)) return streamReply(exchange, head, reply.body, { codec, media });
  const body = reply.body === undefined || isBodyless(reply.status) ? undefined : encodeBody(codec, reply.body, media?.write);
  exchange.answered = true;
  if (exchange.corked) writeWhole(exchange, head, body);
  else exchange.res.cork(() => writeWhole(exchange, head, body));
}

function prepareHead(exchange: Exchange, reply: Reply, media: MediaRow | undefined): Head {
  const line = statusLine(reply.status);
  if (line === undefined) throw new RuntimeError('reply-invalid', `A handler answered with ${String(reply.status)}, which is no status.`);
  const contentType = reply.body === undefined || isBodyless(reply.status) ? undefined : reply.contentType ?? ownType(media);
  const length = exchange.isHead && reply.body === undefined ? toldLength(reply) : undefined;
  return { status: reply.status, line, contentType, lines: headerLines(exchange, reply), length };
}

/** A range is no type: what its values are written as is. */
function ownType(media: MediaRow | undefined): string {
  if (media === undefined) return 'application/json';
  return isRange(media.mediaType) ? plainTypes[media.codec] ?? 'application/octet-stream' : media.mediaType;
}

const plainTypes: Readonly<Partial<Record<Codec, string>>> = { json: 'application/json', text: 'text/plain' };

/** A range may stand for types of every kind: a value that is said to be JSON is written as such, and not as the text or bytes of others. */
function chooseCodec(media: MediaRow | undefined, { contentType }: Head, body: unknown): Codec {
  if (media === undefined) return codecOf(contentType);
  if (!isRange(media.mediaType) || codecOf(contentType) !== 'json') return media.codec;
  const isValue = typeof body === 'object' && body !== null && !(body instanceof Uint8Array) && !isStream(body);
  return isValue ? 'json' : media.codec;
}

/** For media types that no row declares. */
function codecOf(contentType: string | undefined): Codec {
  const type = essence(contentType ?? 'application/json');
  if (type === 'application/json' || type.endsWith('+json')) return 'json';
  if (type === 'text/event-stream') return 'events';
  if (/[/+](json-seq|jsonl|x-ndjson)$/.test(type)) return 'json-lines';
  return type.startsWith('text/') ? 'text' : 'binary';
}

function writeWhole(exchange: Exchange, head: Head, body: Encoded | undefined): void {
  const { res } = exchange;
  const closing = closes(exchange);
  writeHead(exchange, head);
  if (exchange.isHead && exchange.framingFault === undefined || isBodyless(head.status)) {
    endWithoutBody(exchange, head, body, closing);
  } else if (body !== undefined && !closing && largeBytes(body)) {
    return endLarge(exchange, body, head.status);
  } else {
    res.end(exchange.framingFault === undefined ? body ?? '' : padToFlush(body), closing);
  }
  finish(exchange, head.status);
}

/** Of a HEAD that the contract has, with a handler of its own. */
function toldLength({ headers = {} }: Reply): string | undefined {
  const [, value] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-length') ?? [];
  return Number.isSafeInteger(value) ? String(value) : undefined;
}

function endWithoutBody({ res }: Exchange, { status, length = '0' }: Head, body: Encoded | undefined, closing: boolean): void {
  if (!isBodyless(status)) res.writeHeader('Content-Length', body === undefined ? length : String(Buffer.byteLength(body)));
  if (closing) res.writeHeader('Connection', 'close');
  res.endWithoutBody();
}

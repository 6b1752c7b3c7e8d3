/**
 * Fact of uWebSockets.js: the request is readable only until its callback returns, so everything that the row declares,
 * and what the runtime itself looks at, is copied here in one walk over the headers.
 */
import { noHeaders, noPath } from './exchange.ts';
import { framingFault, parseLength } from './framing.ts';
import { chooseRequestId } from './request-id.ts';
import type { Framing } from './framing.ts';
import type { Captures, RawInput } from './contract.ts';
import type { HttpRequest } from 'uWebSockets.js';

/** What the runtime reads of every request, besides what the row declares. */
export interface Captured extends RawInput {
  path: readonly string[];
  query: string;
  headers: Record<string, string | undefined>;
  cookie: string;
  accept: string;
  contentType: string;
  origin: string;
  forwardedFor: string;
  requestId: string;
  bodyLength: number;
  /** Neither Content-Length nor Transfer-Encoding. */
  unframed: boolean;
  framingFault: string | undefined;
}

/** A row's captures, ready for look-up. */
export interface PreparedCaptures {
  readonly path: number;
  readonly query: boolean;
  readonly headers: ReadonlySet<string> | undefined;
}

/** `extra` are header names that the row's security and idempotency read. */
export function prepareCaptures(captures: Captures, extra: { readonly headers: readonly string[]; readonly query: boolean }): PreparedCaptures {
  const headers = new Set([...captures.headers, ...extra.headers].map((name) => name.toLowerCase()));
  return { path: captures.path, query: captures.query || extra.query, headers: headers.size === 0 ? undefined : headers };
}

export function emptyCapture(): Captured {
  return {
    path: noPath, query: '', headers: noHeaders, cookie: '', accept: '', contentType: '', origin: '',
    forwardedFor: '', requestId: '', bodyLength: 0, unframed: true, framingFault: undefined,
  };
}

/** Fills `target`, with `path` where something else than the socket's router read it; a header that comes several times is joined as RFC 9110 section 5.3 says. */
export function capture(target: Captured, req: HttpRequest, captures: PreparedCaptures, path?: readonly string[]): void {
  startWalk(target, captures.headers);
  req.forEach(visit);
  target.framingFault = framingFault(framing);
  target.unframed = framing.codings + framing.lengths === 0;
  target.bodyLength = framing.codings > 0 ? -1 : framing.length;
  target.requestId = chooseRequestId(target.requestId);
  if (captures.path > 0) target.path = path ?? readPath(req, captures.path);
  // Without a question mark the library hands out undefined, whatever its types say.
  if (captures.query) target.query = req.getQuery() || '';
}

function readPath(req: HttpRequest, count: number): string[] {
  const path = [req.getParameter(0)];
  for (let index = 1; index < count; index += 1) path.push(req.getParameter(index));
  return path;
}

/** The walk is synchronous and never nested, so one set of variables serves all requests without a closure each. */
const framing: Framing = { hosts: 0, lengths: 0, length: 0, codings: 0, coding: '' };
let walked: Captured = emptyCapture();
let wanted: ReadonlySet<string> | undefined;

function startWalk(target: Captured, headers: ReadonlySet<string> | undefined): void {
  walked = target;
  wanted = headers;
  framing.hosts = 0;
  framing.lengths = 0;
  framing.length = 0;
  framing.codings = 0;
  framing.coding = '';
}

/** By length first: a text that the socket has just made is compared with a known one character by character. */
function visit(name: string, value: string): void {
  switch (name.length) {
    case 4:
      if (name === 'host') framing.hosts += 1;
      break;
    case 6:
      if (name === 'accept') walked.accept = join(walked.accept, value);
      else if (name === 'origin') walked.origin = join(walked.origin, value);
      else if (name === 'cookie') walked.cookie = walked.cookie === '' ? value : `${walked.cookie}; ${value}`;
      break;
    case 12:
      if (name === 'content-type') walked.contentType = join(walked.contentType, value);
      else if (name === 'x-request-id') walked.requestId = join(walked.requestId, value);
      break;
    case 14:
      if (name === 'content-length') visitLength(value);
      break;
    case 15:
      if (name === 'x-forwarded-for') walked.forwardedFor = join(walked.forwardedFor, value);
      break;
    case 17:
      if (name === 'transfer-encoding') visitCoding(value);
      break;
    default: break;
  }
  if (wanted !== undefined && wanted.has(name)) keep(name, value);
}

function visitLength(value: string): void {
  framing.lengths += 1;
  framing.length = parseLength(value);
}

function visitCoding(value: string): void {
  framing.codings += 1;
  framing.coding = join(framing.coding, value);
}

function keep(name: string, value: string): void {
  if (walked.headers === noHeaders) walked.headers = {};
  const before = walked.headers[name];
  walked.headers[name] = before === undefined ? value : join(before, value);
}

function join(before: string, value: string): string {
  return before === '' ? value : `${before}, ${value}`;
}

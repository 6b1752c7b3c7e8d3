import http from 'node:http';
import https from 'node:https';
import { startFairTimer } from '../fair-timer.ts';
import { NoAnswer, type WireRequest, type WireResponse } from './wire.ts';

/** How long something is waited for, in place of what is usual. */
export interface Wait {
  /** For the beginning of an answer. */
  readonly timeoutMs?: number;
  /** For what comes of a stream. */
  readonly streamMs?: number;
  /** A stream is listened to as long as this goes on, too. */
  readonly meanwhile?: Promise<unknown>;
  /** An answer has begun. */
  readonly onBegin?: () => void;
}

export interface Sender {
  /** @throws {NoAnswer} when the connection fails or nothing comes in time */
  send(request: WireRequest, wait?: Wait): Promise<WireResponse>;
  close(): void;
}

const longestBody = 8 * 1024 * 1024;
/** How long a stream is listened to where it is not what is looked at. */
const shortStreamMs = 60;

/** Sends one request after the other over kept connections. node:http, because fetch refuses much of what has to be tried. */
export function createSender({ timeoutMs }: { readonly timeoutMs: number }): Sender {
  const agents = { 'http:': new http.Agent({ keepAlive: true, maxSockets: 4 }), 'https:': new https.Agent({ keepAlive: true, maxSockets: 4 }) };
  return {
    send: (request, wait = {}) => {
      const patience = { ...wait, timeoutMs: wait.timeoutMs ?? timeoutMs, streamMs: wait.streamMs ?? shortStreamMs };
      return exchange(request, agents, patience).catch((error: unknown) => {
        if (error instanceof NoAnswer && error.wasKept) return exchange(request, unkept, patience);
        throw error;
      });
    },
    close: () => Object.values(agents).forEach((agent) => agent.destroy()),
  };
}

type Agents = Readonly<Record<string, http.Agent | false>>;

/** A connection for one request. A server may close a kept one at any time, and a request may be on its way by then: it is sent once more (RFC 9112, section 9.3.1). */
const unkept: Agents = { 'http:': false, 'https:': false };

type Patience = Wait & Required<Pick<Wait, 'timeoutMs' | 'streamMs'>>;

function exchange({ method, url, headers, body }: WireRequest, agents: Agents, wait: Patience): Promise<WireResponse> {
  const { timeoutMs } = wait;
  const target = new URL(url);
  const started = performance.now();
  return new Promise((resolve, reject) => {
    let isLate = false;
    let hasBegun = false;
    let further: Buffer | undefined;
    const fail = (error: Error, wasKept = false) => reject(new NoAnswer(`${method} ${url}: ${error.message}`, { isLate, wasKept }));
    const request = (target.protocol === 'https:' ? https : http).request(url.split('#')[0] ?? url, {
      method,
      path: url.slice(target.origin.length) || '/',
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(body.length) }) },
      agent: agents[target.protocol],
    });
    const timer = setTimeout(() => ((isLate = true), request.destroy(new Error(`no answer within ${timeoutMs} ms`))), timeoutMs);
    request.on('error', (error) => {
      clearTimeout(timer);
      if (hasBegun) further = behindAnswer(error);
      else fail(error, request.reusedSocket && !isLate);
    });
    request.on('response', (response) => {
      clearTimeout(timer);
      hasBegun = true;
      wait.onBegin?.();
      readBody(response, wait).then(({ bytes, isCut }) => {
        resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body: bytes.length > 0 ? bytes : (further ?? bytes), isCut, milliseconds: performance.now() - started });
      }, (error: Error) => fail(error));
    });
    request.end(body);
  });
}

/** What came where an answer was over, such as a body behind 204: it is no beginning of another answer. */
function behindAnswer(error: Error & { readonly rawPacket?: Buffer }): Buffer | undefined {
  const text = error.rawPacket?.toString('latin1') ?? '';
  return text === '' ? undefined : Buffer.from(text.slice(text.lastIndexOf('\r\n\r\n') + 4), 'latin1');
}

function readBody(response: http.IncomingMessage, { streamMs, meanwhile = Promise.resolve() }: Patience): Promise<{ readonly bytes: Buffer; readonly isCut: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    const cut = () => {
      resolve({ bytes: Buffer.concat(chunks), isCut: true });
      response.destroy();
    };
    const isStream = /^text\/event-stream|jsonl|ndjson|json-seq/.test(response.headers['content-type'] ?? '');
    const stopTimer = isStream ? startFairTimer(streamMs, () => void meanwhile.then(cut, cut)) : () => undefined;
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > longestBody) cut();
    });
    response.on('end', () => (stopTimer(), resolve({ bytes: Buffer.concat(chunks), isCut: false })));
    response.on('error', (error) => (stopTimer(), reject(error)));
    response.on('close', () => (stopTimer(), reject(new Error('the connection was cut in the middle of the answer'))));
    response.on('aborted', () => (stopTimer(), reject(new Error('the connection was cut in the middle of the answer'))));
  });
}

function headersOf({ rawHeaders }: http.IncomingMessage): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    (found[name] ??= []).push(rawHeaders[index + 1] ?? '');
  }
  return found;
}

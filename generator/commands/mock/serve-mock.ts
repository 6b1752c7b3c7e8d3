import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { problemAnswer, type Answer } from './answer.ts';
import { corsHeaders, preflightAnswer } from './cors.ts';
import type { Mock } from './create-mock.ts';
import { receiveBody } from './receive-body.ts';

export interface ServedMock {
  readonly url: string;
  /** Lets requests in flight finish, two seconds at the most. */
  close(): Promise<void>;
}

export interface ServeMockOptions {
  /** Default: 127.0.0.1. */
  readonly host?: string;
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Hears of every answer. */
  readonly onAnswer?: (request: { readonly method: string; readonly url: string }, answer: Answer, milliseconds: number) => void;
}

const drainMs = 2000;

/** @throws the error of `listen`, for example `EADDRINUSE`. */
export async function serveMock(mock: Mock, { host = '127.0.0.1', port = 0, onAnswer }: ServeMockOptions = {}): Promise<ServedMock> {
  const server = createServer((request, response) => void answer(mock, request, response, onAnswer));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${actual}`, close: () => close(server) };
}

async function answer(mock: Mock, request: IncomingMessage, response: ServerResponse, onAnswer: ServeMockOptions['onAnswer']): Promise<void> {
  const started = performance.now();
  const { method = 'GET', url = '/' } = request;
  const found = await answerTo(mock, request).catch((error: unknown) =>
    problemAnswer(400, 'Bad Request', { detail: error instanceof Error ? error.message : String(error) }),
  );
  const { origin } = request.headers;
  try {
    response.statusCode = found.status;
    for (const [name, value] of Object.entries({ ...found.headers, ...(origin === undefined ? {} : corsHeaders(origin, found.headers)) }))
      response.setHeader(name, value);
    response.end(method === 'HEAD' ? undefined : found.body);
  } catch (error) {
    // A header that a document declares and HTTP does not allow.
    response.destroy(error instanceof Error ? error : undefined);
  }
  onAnswer?.({ method, url }, found, performance.now() - started);
}

async function answerTo(mock: Mock, request: IncomingMessage): Promise<Answer> {
  const { method = 'GET', url = '/' } = request;
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
  if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined) return preflightAnswer(headers);
  const body = await receiveBody(request);
  if (body === 'too large') return problemAnswer(413, 'Content Too Large', {}, { connection: 'close' });
  return mock.handle({ method, url: pathOf(url), headers, path: {}, body });
}

/** Of a request line in absolute form (RFC 9112 section 3.2.2) only path and query. */
function pathOf(url: string): string {
  return url.startsWith('/') ? url : url.replace(/^[a-z]+:\/\/[^/?]*/i, '') || '/';
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => (clearTimeout(timer), resolve()));
    server.closeIdleConnections();
  });
}

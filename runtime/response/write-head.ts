import type { Exchange } from '../exchange.ts';
import type { HeaderLines } from './reply-headers.ts';

/** An answer with every decision taken. */
export interface Head {
  readonly status: number;
  /** `201 Created`. */
  readonly line: string;
  readonly contentType: string | undefined;
  readonly lines: HeaderLines;
}

/** Whether the connection ends with this answer: its framing was bad, or the service is closing. */
export function closes({ closes: asked, runtime }: Exchange): boolean {
  return asked || runtime.load.draining;
}

/** Fact of uWebSockets.js: a name is written as it is, so that two lines can go in one call; each call costs a request two per cent. */
const jsonWithRequestId = 'Content-Type: application/json\r\nX-Request-Id';

export function writeHead({ res, requestId, origin, runtime: { cors }, operation }: Exchange, { status, line, contentType, lines }: Head): void {
  // 200 is what the socket writes by itself.
  if (status !== 200) res.writeStatus(line);
  if (contentType === 'application/json') {
    res.writeHeader(jsonWithRequestId, requestId);
  } else {
    if (contentType !== undefined) res.writeHeader('Content-Type', contentType);
    res.writeHeader('X-Request-Id', requestId);
  }
  for (const [name, value] of lines) res.writeHeader(name, value);
  if (cors !== undefined && !operation.isPreflight) for (const [name, value] of cors.actual(origin)) res.writeHeader(name, value);
}

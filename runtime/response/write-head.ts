import type { Exchange } from '../exchange.ts';
import type { HeaderLines } from './reply-headers.ts';

/** An answer with every decision taken. */
export interface Head {
  readonly status: number;
  /** `201 Created`. */
  readonly line: string;
  readonly contentType: string | undefined;
  readonly lines: HeaderLines;
  /** Of an answer to HEAD without a body: how long its handler says that one would be. */
  readonly length: string | undefined;
}

/** Whether the connection ends with this answer: its framing was bad, or the service is closing. */
export function closes({ closes: asked, runtime }: Exchange): boolean {
  return asked || runtime.load.draining;
}

export function writeHead({ res, requestId, origin, runtime: { cors, opening }, operation }: Exchange, { status, line, contentType, lines }: Head): void {
  // 200 is what the socket writes by itself.
  const isUsual = status === 200;
  if (contentType === 'application/json') {
    if (isUsual) res.writeHeader(opening.json, requestId);
    else res.writeStatus(opening.jsonBehind(status, line) + requestId);
  } else {
    if (!isUsual) res.writeStatus(line);
    if (contentType !== undefined) res.writeHeader('Content-Type', contentType);
    res.writeHeader(opening.any, requestId);
  }
  for (const [name, value] of lines) res.writeHeader(name, value);
  if (cors !== undefined && !operation.isPreflight) for (const [name, value] of cors.actual(origin)) res.writeHeader(name, value);
}

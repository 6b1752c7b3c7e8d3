import type { HttpResponse } from 'uWebSockets.js';
import { problemReply, type ProblemSource } from '../../problem-reply.ts';
import { statusLine } from '../../response/status-line.ts';
import type { Problem, Reply } from '../../service.ts';

/** Answers a handshake over HTTP, in the API's own words, and ends the connection with it. */
export function refuseUpgrade(res: HttpResponse, source: ProblemSource, problem: Problem): void {
  const reply = problemReply(source, problem);
  const channel = source.operation.row?.id;
  source.runtime.log.info({ channel, requestId: source.requestId, problem: problem.code, status: reply.status }, 'handshake refused');
  res.cork(() => {
    res.writeStatus(statusLine(reply.status) ?? '500 Internal Server Error');
    writeHeaders(res, { 'x-request-id': source.requestId, 'sec-websocket-version': 13, ...reply.headers });
    if (reply.body === undefined) return void res.end('', true);
    res.writeHeader('content-type', reply.contentType ?? (typeof reply.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json'));
    res.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body), true);
  });
}

function writeHeaders(res: HttpResponse, headers: NonNullable<Reply['headers']>): void {
  for (const [name, value] of Object.entries(headers)) {
    for (const line of Array.isArray(value) ? value : [value]) if (line !== undefined) res.writeHeader(name, String(line));
  }
}

import type { HttpResponse } from 'uWebSockets.js';
import { problemReply, type ProblemSource } from '../../problem-reply.ts';
import type { Take } from '../../rate-limit/limiter.ts';
import { limitHeaders } from '../../response/added-headers.ts';
import { protectiveHeaders } from '../../response/opening-lines.ts';
import { statusLine } from '../../response/status-line.ts';
import type { Problem, Reply } from '../../service.ts';

/** Answers a handshake over HTTP, in the API's own words, and ends the connection with it. */
export function refuseUpgrade(res: HttpResponse, source: ProblemSource & { readonly take?: Take | undefined }, problem: Problem): void {
  const reply = problemReply(source, problem);
  const channel = source.operation.row?.id;
  source.runtime.log.info({ channel, requestId: source.requestId, problem: problem.code, status: reply.status }, 'handshake refused');
  const body = encodeBody(reply);
  res.cork(() => {
    res.writeStatus(statusLine(reply.status) ?? '500 Internal Server Error');
    const own = { 'x-request-id': source.requestId, ...protectiveHeaders(source.runtime.settings), 'sec-websocket-version': 13, ...limitHeaders(source) };
    writeHeaders(res, { ...own, ...body.headers, ...reply.headers });
    res.end(body.text, true);
  });
}

function encodeBody({ body, contentType }: Reply): { readonly text: string; readonly headers: NonNullable<Reply['headers']> } {
  if (body === undefined) return { text: '', headers: {} };
  if (typeof body === 'string') return { text: body, headers: { 'content-type': contentType ?? 'text/plain; charset=utf-8' } };
  return { text: JSON.stringify(body), headers: { 'content-type': contentType ?? 'application/json' } };
}

/** A value that is no text, or has a control character, is left out: it would break out of its line (RFC 9110, section 5.5). */
function writeHeaders(res: HttpResponse, headers: NonNullable<Reply['headers']>): void {
  for (const [name, value] of Object.entries(headers)) {
    for (const line of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if ((typeof line === 'string' || typeof line === 'number') && !/[^\t\x20-\x7e\x80-\xff]/.test(String(line))) res.writeHeader(name, String(line));
    }
  }
}

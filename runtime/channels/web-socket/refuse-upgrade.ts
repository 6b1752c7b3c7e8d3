import type { HttpResponse } from 'uWebSockets.js';
import type { ChannelRow } from '../../contract.ts';
import { statusLine } from '../../response/status-line.ts';
import type { Runtime } from '../../runtime.ts';
import type { Problem, Reply } from '../../service.ts';
import type { NotAdmitted } from '../admit.ts';

const internal: Reply = { status: 500 };

/** Answers a handshake over HTTP, in the API's own words, and closes the connection. */
export function refuseUpgrade(
  res: HttpResponse,
  runtime: Runtime,
  row: ChannelRow,
  { problem }: NotAdmitted,
  requestId: string,
): void {
  const reply = spell(runtime, row, problem, requestId);
  runtime.log.info({ channel: row.name, requestId, problem: problem.code, status: reply.status }, 'handshake refused');
  res.cork(() => {
    res.writeStatus(statusLine(reply.status) ?? '500 Internal Server Error');
    writeHeaders(res, { 'X-Request-Id': requestId, 'Sec-WebSocket-Version': 13, ...reply.headers });
    if (reply.body === undefined) return res.endWithoutBody(0, true);
    res.writeHeader('Content-Type', reply.contentType ?? (typeof reply.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json'));
    res.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body), true);
  });
}

function spell(runtime: Runtime, row: ChannelRow, problem: Problem, requestId: string): Reply {
  const input = { operationId: row.name, requestId };
  const { problems } = runtime.service;
  const reply = problems(problem, input);
  if (reply) return reply;
  if (problem.code === 'thrown') runtime.log.error({ err: problem.error, channel: row.name, requestId }, 'sign-in failed');
  return problems({ code: 'internal' }, input) ?? internal;
}

function writeHeaders(res: HttpResponse, headers: NonNullable<Reply['headers']>): void {
  for (const [name, value] of Object.entries(headers)) {
    for (const line of Array.isArray(value) ? value : [value]) if (line !== undefined) res.writeHeader(name, String(line));
  }
}

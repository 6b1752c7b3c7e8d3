import type { Exchange } from '../exchange.ts';

/** As pino numbers them. */
const levels = { info: 30, error: 50 } as const;

/**
 * One line per request: method, template, operation, status, milliseconds, request id, and who. No URL, query, header
 * or body: they may hold secrets.
 */
export function logRequest(exchange: Exchange, status: number, milliseconds: number): void {
  const { requestLog } = exchange.operation;
  const level = status >= 500 ? 'error' : 'info';
  // What isLevelEnabled says, for a tenth of its time.
  if (requestLog.levelVal > levels[level]) return;
  requestLog[level]({
    requestId: exchange.requestId,
    status,
    ms: Math.round(milliseconds * 100) / 100,
    actor: exchange.actorId,
    aborted: exchange.aborted || undefined,
  }, 'request');
}

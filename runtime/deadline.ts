import { timeOut } from './conclude.ts';
import type { Exchange } from './exchange.ts';

/**
 * Starts the operation's time once a request has to wait for something of ours, or for the rest of its body. A body that has
 * not begun to arrive is the socket's own affair: uWebSockets.js ends a connection that is silent for ten seconds.
 */
export function startDeadline(exchange: Exchange): void {
  const { timeoutMs } = exchange.operation;
  if (exchange.timer !== undefined || timeoutMs <= 0 || exchange.finished) return;
  exchange.timer = setTimeout(timeOut, timeoutMs, exchange);
}

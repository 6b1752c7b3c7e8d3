import { performance } from 'node:perf_hooks';
import { logRequest } from './logging/log-request.ts';
import type { Exchange } from './exchange.ts';

/** The last thing that happens to a request: counted, logged, out of flight. Once only. */
export function finish(exchange: Exchange, status: number): void {
  if (exchange.finished) return;
  exchange.finished = true;
  const { metrics } = exchange.operation;
  if (exchange.timer !== undefined) clearTimeout(exchange.timer);
  const milliseconds = performance.now() - exchange.startedAt;
  if (exchange.aborted) metrics.aborted += 1;
  else metrics.countAnswer(status, milliseconds / 1000);
  logRequest(exchange, status, milliseconds);
  if (!exchange.running) exchange.uploads?.abort();
  leaveFlight(exchange);
}

/** To be called whenever code of the service has come back, which may be long after its client went away. */
export function leaveIfDone(exchange: Exchange): void {
  if (!exchange.finished || exchange.running) return;
  exchange.uploads?.abort();
  leaveFlight(exchange);
  exchange.runtime.load.onEnd?.();
}

/**
 * No longer counted against the service's capacity, nor waited for when it closes; not before its handler has come back, which
 * may still hold a connection of the database. Event streams leave early: they stay open for hours and do nothing.
 */
export function leaveFlight(exchange: Exchange): void {
  if (!exchange.inFlight || exchange.running) return;
  exchange.inFlight = false;
  const { load } = exchange.runtime;
  load.inFlight -= 1;
  load.onEnd?.();
}

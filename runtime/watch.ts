/**
 * Fact of uWebSockets.js: a request that is not answered within its callback must have an abort handler, or the process
 * ends; and after that handler has run, its response may never be touched again.
 */
import { finish } from './finish.ts';
import type { Exchange } from './exchange.ts';

/** The status that logs show for a client that did not wait (nginx's word for it). */
const clientClosed = 499;

export function watch(exchange: Exchange): void {
  exchange.res.onAborted(() => abort(exchange));
}

function abort(exchange: Exchange): void {
  exchange.aborted = true;
  exchange.received = undefined;
  exchange.onAbort?.();
  exchange.controller?.abort();
  finish(exchange, clientClosed);
}

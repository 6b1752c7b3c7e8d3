import { HandlerRequest } from '../handler-request.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';

/** Step 8: the service's own code. A synchronous answer costs no promise. */
export function callHandler(exchange: Exchange): Outcome | Promise<Outcome> {
  exchange.bodyBytes = undefined;
  const handler = exchange.operation.handler as (request: HandlerRequest) => Outcome | Promise<Outcome>;
  return handler(new HandlerRequest(exchange));
}

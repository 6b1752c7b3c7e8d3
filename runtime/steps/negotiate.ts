import { preferredMediaType } from '../response/negotiate.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';

/** Step 5: refuses what could not be answered anyway. An operation whose success has no body satisfies every Accept. */
export function refuseUnacceptable({ accept, operation: { responses: { offered } } }: Exchange): Outcome {
  if (accept === '' || offered.length === 0 || preferredMediaType(accept, offered) !== undefined) return undefined;
  return { code: 'not-acceptable', offered };
}

import { preferredOffer } from '../media-types/negotiate.ts';
import type { Exchange } from '../exchange.ts';
import type { Outcome } from '../operation.ts';

/** Step 5: refuses what could not be answered anyway. An operation whose success may have no body satisfies every Accept. */
export function refuseUnacceptable({ accept, operation: { responses: { offers, mayBeEmpty } } }: Exchange): Outcome {
  if (accept === '' || mayBeEmpty || offers.length === 0 || preferredOffer(accept, offers) !== undefined) return undefined;
  return { code: 'not-acceptable', offered: offers.map(({ mediaType }) => mediaType) };
}

import { findMedia } from '../media-types/find-media.ts';
import { offerOf, preferredOffer } from '../media-types/negotiate.ts';
import type { MediaRow } from '../contract.ts';
import type { Exchange } from '../exchange.ts';
import type { Reply } from '../service.ts';

/** What the handler said, or the only one declared, or the one the client likes best. */
export function chooseMedia({ operation, accept }: Exchange, { status, contentType }: Reply): MediaRow | undefined {
  const content = operation.responses.find(status)?.content;
  if (content === undefined || content.length === 0) return undefined;
  if (contentType !== undefined) return findMedia(content, contentType);
  return content.length === 1 ? content[0] : preferred(content, accept);
}

function preferred(content: readonly MediaRow[], accept: string): MediaRow | undefined {
  const best = preferredOffer(accept, content.map(({ mediaType }) => offerOf(mediaType)));
  return content.find(({ mediaType }) => mediaType === best?.offer.mediaType) ?? content[0];
}

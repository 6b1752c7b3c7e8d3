import { preferredMediaType } from './negotiate.ts';
import { findMedia } from './responses.ts';
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
  const best = preferredMediaType(accept, content.map((media) => media.mediaType));
  return content.find((media) => media.mediaType === best) ?? content[0];
}

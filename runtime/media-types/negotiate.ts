import { likingOf, parseAccept, type AcceptedRange, type Liking } from './accept.ts';
import { covers, parseMediaType, type MediaType } from './media-type.ts';

/** A media type or range that an answer may have, made ready once. */
export interface Offer {
  /** As the contract writes it. */
  readonly mediaType: string;
  readonly parsed: MediaType;
  /** Whether it leaves open what exactly is sent, as `image/*` does. */
  readonly isRange: boolean;
}

export function offerOf(mediaType: string): Offer {
  const parsed = parseMediaType(mediaType) ?? { type: mediaType, subtype: '', parameters: new Map() };
  return { mediaType, parsed, isRange: parsed.subtype === '*' };
}

/** The offer that a client likes best, and what it may be called within an answer. */
export interface Preferred {
  readonly offer: Offer;
  /** The text of the contract; of a range, the type that the client names, if it names one. */
  readonly mediaType: string;
}

/**
 * Which offer a client likes best (RFC 9110 section 12.5.1); undefined when it can take none. Among those that it likes alike, what it names
 * most exactly comes first, then what it names first, then what the contract names first. Without an Accept header anything will do.
 */
export function preferredOffer(accept: string, offers: readonly Offer[]): Preferred | undefined {
  const [first] = offers;
  if (first === undefined) return undefined;
  const simple = accept === '' || accept === '*/*' ? first : offers.find(({ mediaType }) => mediaType === accept);
  if (simple !== undefined) return { offer: simple, mediaType: simple.mediaType };
  const ranges = parseAccept(accept);
  return ranges.length === 0 ? { offer: first, mediaType: first.mediaType } : bestOf(offers, ranges);
}

function bestOf(offers: readonly Offer[], ranges: readonly AcceptedRange[]): Preferred | undefined {
  let best: (Preferred & { readonly liking: Liking }) | undefined;
  for (const offer of offers) {
    for (const type of typesOf(offer, ranges)) {
      const liking = likingOf(type, ranges);
      if (liking === undefined || liking.quality === 0 || (best !== undefined && compare(liking, best.liking) <= 0)) continue;
      best = { offer, mediaType: type === offer.parsed ? offer.mediaType : `${type.type}/${type.subtype}`, liking };
    }
  }
  return best;
}

/** Of a range: every type within it that the client tells apart, and the range itself for all types that it does not. */
function typesOf({ parsed, isRange }: Offer, ranges: readonly AcceptedRange[]): MediaType[] {
  if (!isRange) return [parsed];
  const name = `${parsed.type}/*`;
  return [parsed, ...ranges.filter(({ type, subtype }) => type !== '*' && covers(name, `${type}/${subtype}`))];
}

function compare(a: Liking, b: Liking): number {
  return a.quality - b.quality || a.specificity - b.specificity || b.order - a.order;
}

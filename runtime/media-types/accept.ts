import { hasParameters, parametersOf, parseMediaType, type MediaType } from './media-type.ts';

/** A member of an Accept header: what is taken, and how gladly. */
export interface AcceptedRange extends MediaType {
  /** From 0, not at all, to 1. */
  readonly quality: number;
}

/** What an Accept header says of one media type. */
export interface Liking {
  readonly quality: number;
  /** Of the range that says it: the more it says, the more it counts. */
  readonly specificity: number;
  /** Its place within the header. */
  readonly order: number;
}

/** Members of a list, with quoted commas left alone (RFC 9110 section 5.6.1). */
const memberPattern = /(?:[^,"]|"(?:[^"\\]|\\.)*(?:"|\\?$))+/g;

/**
 * RFC 9110 section 12.5.1. Members that break the grammar are left out, so that a header without a good one is like none;
 * a lone `*`, which old clients send, is any type.
 */
export function parseAccept(accept: string): AcceptedRange[] {
  return (accept.match(memberPattern) ?? []).flatMap((member) => {
    const range = parseMediaType(member.replace(/^\s*\*\s*(?=;|$)/, '*/*'));
    const weight = parametersOf(member).get('q');
    if (range === undefined || (range.type === '*' && range.subtype !== '*') || !isWeight(weight)) return [];
    const parameters = new Map([...range.parameters].filter(([name]) => name !== 'q'));
    return [{ ...range, parameters, quality: Number(weight ?? 1) }];
  });
}

/** RFC 9110 section 12.4.2, and `.5`, which is understood everywhere. */
function isWeight(text: string | undefined): boolean {
  return text === undefined || /^(?:0(?:\.\d{0,3})?|\.\d{1,3}|1(?:\.0{0,3})?)$/.test(text);
}

/** What the most specific range that covers a type says of it; undefined where none does. */
export function likingOf(type: MediaType, ranges: readonly AcceptedRange[]): Liking | undefined {
  let best: Liking | undefined;
  ranges.forEach((range, order) => {
    if (!includes(range, type)) return;
    const specificity = specificityOf(range);
    const isBetter = best === undefined || specificity > best.specificity || (specificity === best.specificity && range.quality > best.quality);
    if (isBetter) best = { quality: range.quality, specificity, order };
  });
  return best;
}

function includes(range: MediaType, type: MediaType): boolean {
  if (range.type !== '*' && range.type !== type.type) return false;
  if (range.subtype !== '*' && range.subtype !== type.subtype) return false;
  return hasParameters(type, range);
}

/** `*\/*` < `text/*` < `text/plain` < `text/plain;format=flowed`. */
function specificityOf({ type, subtype, parameters }: MediaType): number {
  if (type === '*') return parameters.size;
  return (subtype === '*' ? 100 : 200) + parameters.size;
}

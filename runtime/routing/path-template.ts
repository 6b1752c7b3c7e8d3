/** A segment of a path template (OpenAPI 3.1, "Path Templating"). */
export type Segment =
  /** Decoded, so that every way to percent-encode it is the same (RFC 3986 section 6.2.2). */
  | { readonly kind: 'literal'; readonly text: string }
  /** `{name}`: any text but none. */
  | { readonly kind: 'parameter' }
  /** `{name}.json`: the literals before, between and behind the parameters, still as a request spells them; the first or last may be empty. */
  | { readonly kind: 'partial'; readonly literals: readonly string[] };

/** The segments of a template; a slash at the end is an empty one. */
export function parseTemplate(template: string): Segment[] {
  return template.slice(1).split('/').map(parseSegment);
}

function parseSegment(segment: string): Segment {
  if (!segment.includes('{')) return { kind: 'literal', text: decodeSegment(segment) };
  if (/^\{[^{}]+\}$/.test(segment)) return { kind: 'parameter' };
  return { kind: 'partial', literals: segment.split(/\{[^{}]*\}/).map(spell) };
}

/** What cannot be decoded stays as it is: it is then only equal to itself. */
export function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** As clients spell a literal: percent-encoded but for the characters that RFC 3986 section 3.3 allows in a segment. */
export function spell(literal: string): string {
  return encodeURIComponent(decodeSegment(literal)).replaceAll(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent);
}

/**
 * The texts of the parameters of a partial segment, or undefined. Each parameter takes as little as it can and at least one
 * character, so that `{a}-{b}` reads `x-y-z` as `x` and `y-z`; the work is linear in the length of the text.
 */
export function matchPartial(text: string, literals: readonly string[]): string[] | undefined {
  const [first = '', ...others] = literals;
  const last = others.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const end = text.length - last.length;
  const texts: string[] = [];
  let from = first.length;
  for (const literal of others) {
    const at = text.indexOf(literal, from + 1);
    if (at === -1) return undefined;
    texts.push(text.slice(from, at));
    from = at + literal.length;
  }
  if (from >= end) return undefined;
  texts.push(text.slice(from, end));
  return texts;
}

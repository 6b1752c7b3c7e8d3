/** A media type or range, taken apart (RFC 9110 section 8.3.1). */
export interface MediaType {
  /** Lower case; `*` in a range. */
  readonly type: string;
  /** Lower case; `*` in a range. */
  readonly subtype: string;
  /** By names in lower case; without `charset` and `boundary`, which say how bytes are laid out, not what they are. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** RFC 9110 section 5.6.6: names and values of parameters, a quoted value without its quotes. */
const parameterPattern = /;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)(?:"|\\?$)|([^\s;,"]*))/g;

const typePattern = /^\s*([\w!#$%&'*+.^`|~-]+)\/([\w!#$%&'*+.^`|~-]+)\s*(?:;|$)/;

/** Undefined for a text that begins with no type and subtype; parameters that are none are left out. */
export function parseMediaType(text: string): MediaType | undefined {
  const [, type, subtype] = typePattern.exec(text) ?? [];
  if (type === undefined || subtype === undefined) return undefined;
  const parameters = new Map([...parametersOf(text)].filter(([name]) => !layout.has(name)));
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), parameters };
}

const layout = new Set(['charset', 'boundary']);

/** The parameters behind a media type, all of them; of two with one name the first counts. */
export function parametersOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of text.matchAll(parameterPattern)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, quoted?.replace(/\\(.)/g, '$1') ?? plain);
  }
  return found;
}

/** Whether everything that `wanted` says of itself is said by `given` too: values are compared without case. */
export function hasParameters(given: MediaType, wanted: MediaType): boolean {
  for (const [name, value] of wanted.parameters) {
    if (given.parameters.get(name)?.toLowerCase() !== value.toLowerCase()) return false;
  }
  return true;
}

/** `Text/HTML; charset=utf-8` → `text/html` (WHATWG MIME Sniffing, "essence"). */
export function essence(contentType: string): string {
  const end = contentType.indexOf(';');
  return (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

/** Whether a media range of the contract, `image/*`, `application/*+json` or `*\/*`, covers a type. */
export function covers(range: string, type: string): boolean {
  if (range === '*/*' || range === type) return true;
  const star = range.indexOf('/*') + 1;
  return star > 0 && type.length >= range.length && type.startsWith(range.slice(0, star)) && type.endsWith(range.slice(star + 1));
}

/** `image/*` and the like; what nearly every answer has is told without looking through it. */
export function isRange(mediaType: string): boolean {
  return mediaType !== 'application/json' && mediaType.includes('*');
}

/** A request as it stands on the wire, before anybody has understood it. */
export interface PlainRequest {
  /** Upper case. */
  readonly method: string;
  /** Still encoded; base path included, query not. */
  readonly path: string;
  /** Still encoded, without the `?`. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What somebody made of a request. */
export type Outcome =
  | { readonly kind: 'no such path' | 'no such method' }
  | { readonly kind: 'rejected'; readonly operation: string; readonly reasons: readonly Reason[] }
  | { readonly kind: 'accepted'; readonly operation: string; readonly values: Values };

/** What was found wrong, and with which parameter. */
export interface Reason {
  readonly place: 'path' | 'query' | 'header' | 'cookie' | 'body';
  /** The parameter's name (lower case for a header), or a name that is no parameter's; empty for a body. */
  readonly name: string;
  /** The keyword of JSON Schema, or a word of the reader's own. */
  readonly keyword: string;
}

/** The declared parameters, as values; absent ones have no key or are undefined. */
export interface Values {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Lower-case names. */
  readonly header: Readonly<Record<string, unknown>>;
  readonly cookie: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** The pairs of a query or a Cookie header, undecoded. */
export function rawPairs(text: string, separator: '&' | ';'): { readonly name: string; readonly value: string }[] {
  return text
    .split(separator)
    .filter((pair) => pair.trim() !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      return equals === -1
        ? { name: pair.trim(), value: '' }
        : { name: pair.slice(0, equals).trim(), value: pair.slice(equals + 1) };
    });
}

/** As browsers decode a form's text; text that cannot be decoded stays as it is. */
export function decodeText(raw: string): string {
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '));
  } catch {
    return raw;
  }
}

/** The first word of a JSON Pointer (RFC 6901). */
export function firstToken(pointer: string): string {
  return (pointer.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
}

/** What a request would like best (RFC 7240); what we do not know is not in it. */
export interface Preferences {
  /** Status to answer with. */
  readonly code?: string;
  /** Name of an example. */
  readonly example?: string;
  /** Data made from the schema even where there are examples. */
  readonly dynamic?: boolean;
}

const known = new Set(['code', 'example', 'dynamic']);

/** Of a preference that stands twice the first counts (RFC 7240 section 2). */
export function readPreferences(header: string | undefined): Preferences {
  const wishes = new Map<string, string>();
  for (const [, rawName = '', quoted, plain] of (header ?? '').matchAll(/([!#$%&'*+.^_`|~\w-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?/g)) {
    const name = rawName.toLowerCase();
    if (known.has(name) && !wishes.has(name)) wishes.set(name, (quoted ?? plain ?? '').replace(/\\(.)/g, '$1'));
  }
  const code = wishes.get('code');
  const example = wishes.get('example');
  return {
    ...(code !== undefined && /^[2-5]\d\d$/.test(code) ? { code } : {}),
    ...(example === undefined || example === '' ? {} : { example }),
    ...(wishes.has('dynamic') && wishes.get('dynamic') !== 'false' ? { dynamic: true } : {}),
  };
}

const escape = String.raw`\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[^])`;
const set = String.raw`\[(?:${escape}|[^\]\\])*\]`;
const atom = String.raw`(?:${set}|${escape}|[^\\()[\]{}*+?|^$])`;
/** A repetition of a repetition; sets and escapes by themselves are passed over. */
const nested = new RegExp(String.raw`\((?:\?:)?(${atom})([*+])\??\)([*+])|${set}|${escape}`, 'gu');

/**
 * `([\w.]*)*` takes the same texts as `[\w.]*`, but there are so many ways to do so that a text that does not fit keeps an engine
 * busy for years: one request would stop a service. Such patterns are copied from answer to answer.
 */
export function flattenRepetition(source: string): string {
  if (/\\(?:[1-9]|k<)/.test(source)) return source;
  return source.replace(nested, (whole, one: string | undefined, inner: string, outer: string) =>
    one === undefined ? whole : one + (inner === '+' && outer === '+' ? '+' : '*'),
  );
}

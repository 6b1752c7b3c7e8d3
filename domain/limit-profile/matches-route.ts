/**
 * Whether a path pattern means a path: segment by segment, where `:name` and `*` stand for any one, and `*` at the end for one or more.
 * Both are compared as they are written on the wire, still percent-encoded.
 */
export function matchesRoute(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const segments = path.split('/');
  const isPrefix = wanted.at(-1) === '*';
  if (isPrefix ? segments.length < wanted.length : segments.length !== wanted.length) return false;
  return wanted.every((part, index) => part === '*' || /^:./.test(part) || part === segments[index]);
}

const equals = 61;

/** Where the pair that begins at `from` ends. */
export function pairEnd(query: string, from: number): number {
  const end = query.indexOf('&', from);
  return end === -1 ? query.length : end;
}

/**
 * Where the name of the pair between `from` and `to` ends: at its `=`, or at `to`. Looks no further than the pair, so that
 * many pairs without `=` cost no more than others.
 */
export function nameEnd(query: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (query.charCodeAt(at) === equals) return at;
  }
  return to;
}

/** The decoded name of a pair. A name that cannot be decoded matches no declared parameter. */
export function queryName(query: string, from: number, end: number): string {
  const name = query.slice(from, end);
  if (!name.includes('%') && !name.includes('+')) return name;
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

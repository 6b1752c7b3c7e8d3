/** JSON Pointers (RFC 6901) and their form in a URI fragment (section 6). */

/** One reference token, escaped: `~` and `/` become `~0` and `~1`. */
export function escapeToken(token: string | number): string {
  const text = String(token);
  return text.includes('~') || text.includes('/') ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text;
}

/** The pointer to a member of what `pointer` points to. */
export function appendToken(pointer: string, token: string | number): string {
  return `${pointer}/${escapeToken(token)}`;
}

/** The unescaped tokens of a pointer. A pointer that is not empty starts with `/`. */
export function pointerTokens(pointer: string): string[] {
  const tokens = pointer.split('/').slice(1);
  return pointer.includes('~') ? tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~')) : tokens;
}

/**
 * The pointer in a fragment without its `#`; percent-encoded octets are decoded.
 * Undefined for what is not a pointer: a plain name such as `anchor`, or broken percent-encoding.
 */
export function fragmentToPointer(fragment: string): string | undefined {
  const pointer = decodePercent(fragment);
  return pointer === '' || pointer?.startsWith('/') ? pointer : undefined;
}

function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

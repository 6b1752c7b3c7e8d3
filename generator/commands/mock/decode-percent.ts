/** Percent-encoded octets decoded (RFC 3986 section 2.1); a text that is badly encoded stays as it is. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

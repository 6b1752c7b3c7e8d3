/** Where the cookie that begins at `from` ends (RFC 6265, section 4.2.1: pairs are separated by `; `). */
export function cookieEnd(header: string, from: number): number {
  const end = header.indexOf(';', from);
  return end === -1 ? header.length : end;
}

/** The name of a cookie; `equals` is where its `=` stands. */
export function cookieName(header: string, from: number, equals: number): string {
  return header.slice(from, equals).trim();
}

/** The value of a cookie without surrounding white space and double quotes, still encoded. */
export function cookieValue(header: string, equals: number, to: number): string {
  const value = header.slice(equals + 1, to).trim();
  return value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}

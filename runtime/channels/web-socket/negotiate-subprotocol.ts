/**
 * Chooses the sub-protocol (RFC 6455, sections 1.9 and 4.2.2): the service's best one that the client offers. An empty
 * text: none is spoken of, because one of the two sides names none. Undefined: both name some, and none in common.
 *
 * A client that offers none is let in: it takes what the service speaks.
 */
export function negotiateSubprotocol(spoken: readonly string[], offer: string): string | undefined {
  const offered = offer.split(',').map((name) => name.trim()).filter((name) => name !== '');
  if (spoken.length === 0 || offered.length === 0) return '';
  return spoken.find((name) => offered.includes(name));
}

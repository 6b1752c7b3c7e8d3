import type { Located } from '../load/located.ts';
import type { Reading } from './reading.ts';

/**
 * Warns of a request header that never arrives: of all characters of a name (RFC 9110 section 5.6.2) uWebSockets.js takes only
 * letters, digits and hyphens, and closes the connection of a request with any other.
 */
export function warnOfHeaderName(name: string, at: Located, reading: Reading): void {
  if (/^[a-z0-9-]+$/i.test(name)) return;
  const message = `a request with the header ${name} is not taken by the socket library, which closes its connection`;
  reading.warn('unreachable-header', at, message, 'Use letters, digits and hyphens, or a proxy that renames it');
}

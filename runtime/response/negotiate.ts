import Negotiator from 'negotiator';

/**
 * Which of the offered media types a client likes best (RFC 9110 section 12.5.1, quality values included); undefined when it
 * can take none. Without an Accept header anything will do.
 */
export function preferredMediaType(accept: string, offered: readonly string[]): string | undefined {
  if (accept === '' || accept === '*/*' || offered.includes(accept)) return accept === '' || accept === '*/*' ? offered[0] : accept;
  return new Negotiator({ headers: { accept } }).mediaType([...offered]);
}

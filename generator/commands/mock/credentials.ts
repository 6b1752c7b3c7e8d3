import { membersOf, type Place } from './document-tree.ts';
import type { CheckedRequest } from './request-check.ts';

/** Whether a request carries what a security scheme asks for. What the credential says is not looked at: there is nobody to ask. */
export function hasCredential(scheme: Place, { headers, url }: CheckedRequest): boolean {
  const { type, scheme: name, in: where, name: key } = membersOf(scheme.value);
  if (type === 'apiKey') return hasKey(String(where), String(key), headers, url);
  // The connection would say, and it is a plain one here.
  if (type === 'mutualTLS') return true;
  const word = type === 'http' ? String(name).toLowerCase() : 'bearer';
  const [scheme_ = '', rest = ''] = (headers['authorization'] ?? '').split(/ +/, 2);
  return scheme_.toLowerCase() === word && rest !== '';
}

function hasKey(where: string, key: string, headers: CheckedRequest['headers'], url: string): boolean {
  if (where === 'header') return (headers[key.toLowerCase()] ?? '') !== '';
  if (where === 'query') return new URLSearchParams(url.split('?', 2)[1] ?? '').has(key);
  return (headers['cookie'] ?? '').split(';').some((pair) => pair.trim().startsWith(`${key}=`));
}

/** What `WWW-Authenticate` says about a scheme (RFC 9110 section 11.6.1). */
export function challengeOf(scheme: Place): string {
  const { type, scheme: name } = membersOf(scheme.value);
  if (type === 'http') return `${capital(String(name))} realm="mock"`;
  return type === 'apiKey' ? 'ApiKey realm="mock"' : 'Bearer realm="mock"';
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

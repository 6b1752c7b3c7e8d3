import type { FreshSession } from '../../../domain/cookie-session/cookie-session.ts';

export interface CookieSettings {
  /** Undefined: the host that sets them, and no other. */
  readonly domain: string | undefined;
  readonly secure: boolean;
  /** Of `SESSION_ID`; that of `CSRF-TOKEN` is always `Strict`. */
  readonly sameSite: 'Lax' | 'Strict' | 'None';
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  /** 0 clears it. */
  readonly maxAge: number;
  readonly sameSite: CookieSettings['sameSite'];
  readonly httpOnly: boolean;
}

/** `Set-Cookie` (RFC 6265 section 4.1) with both cookies of a session, which last as long as it does. */
export function sessionCookies(settings: CookieSettings, { session, secrets }: FreshSession): string[] {
  const maxAge = Math.max(1, Math.round((session.expiresAt.getTime() - Date.now()) / 1000));
  return bothCookies(settings, { sessionId: secrets.token, csrfToken: secrets.csrfToken, maxAge });
}

/** The same, to clear them. */
export function clearedCookies(settings: CookieSettings): string[] {
  return bothCookies(settings, { sessionId: '', csrfToken: '', maxAge: 0 });
}

/** Headers of an answer to a request whose session has got new cookies. */
export function rotationHeaders(settings: CookieSettings, fresh: FreshSession): { 'set-cookie': string[]; 'x-session-rotated': '1' } {
  return { 'set-cookie': sessionCookies(settings, fresh), 'x-session-rotated': '1' };
}

/** A cookie of the sign-in by a provider: it must come along when the browser returns from there, so it is always `Lax`. */
export function oauthCookie(settings: CookieSettings, value: string, maxAge: number): string {
  return write(settings, { name: 'OAUTH_STATE', value, maxAge, sameSite: 'Lax', httpOnly: true });
}

function bothCookies(settings: CookieSettings, { sessionId, csrfToken, maxAge }: { sessionId: string; csrfToken: string; maxAge: number }): string[] {
  return [
    write(settings, { name: 'SESSION_ID', value: sessionId, maxAge, sameSite: settings.sameSite, httpOnly: true }),
    write(settings, { name: 'CSRF-TOKEN', value: csrfToken, maxAge, sameSite: 'Strict', httpOnly: false }),
  ];
}

function write({ domain, secure }: CookieSettings, { name, value, maxAge, sameSite, httpOnly }: Cookie): string {
  const attributes = [`${name}=${value}`, 'Path=/', `Max-Age=${maxAge}`, `SameSite=${sameSite}`];
  if (httpOnly) attributes.push('HttpOnly');
  if (secure) attributes.push('Secure');
  if (domain !== undefined) attributes.push(`Domain=${domain}`);
  return attributes.join('; ');
}

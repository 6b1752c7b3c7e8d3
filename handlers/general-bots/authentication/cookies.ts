import { attemptSeconds, loginSeconds } from '../../../domain/login/login.ts';
import type { WebSettings } from '../web-settings.ts';

/** Who is signed in; the whole service may be asked with it. */
export function sessionCookie(web: WebSettings, token: string): string {
  return cookie(web, { name: 'gb_session', value: token, path: '/', seconds: loginSeconds });
}

export function noSessionCookie(web: WebSettings): string {
  return cookie(web, { name: 'gb_session', value: '', path: '/', seconds: 0 });
}

/** Which browser began to sign in; only signing in has to do with it. */
export function loginCookie(web: WebSettings, browserToken: string): string {
  return cookie(web, { name: 'gb_login', value: browserToken, path: '/auth', seconds: attemptSeconds });
}

export function noLoginCookie(web: WebSettings): string {
  return cookie(web, { name: 'gb_login', value: '', path: '/auth', seconds: 0 });
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly seconds: number;
}

/** RFC 6265 section 4.1. `Lax`, since the browser comes back from the directory, which is another site. */
function cookie({ secureCookies }: WebSettings, { name, value, path, seconds }: Cookie): string {
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secureCookies ? '; Secure' : ''}`;
}

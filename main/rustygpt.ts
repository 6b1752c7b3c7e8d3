import { documentJson, documentText } from '../generated/rustygpt/document.ts';
import type { RustygptServices } from '../handlers/rustygpt/context.ts';
import { readOauth } from './oauth-providers.ts';
import { ConfigurationError, type Variables } from './settings.ts';
import { readWellKnown } from './well-known.ts';

const day = 86_400;

/** What only rustygpt works with, as the environment says. */
export function readRustygpt(variables: Variables): RustygptServices {
  return {
    cookieSessions: readCookieSessions(variables),
    cookies: readCookies(variables),
    limits: readLimits(variables),
    oauth: readOauth(variables),
    wellKnown: readWellKnown(variables),
    document: { text: documentText, json: documentJson },
  };
}

function readCookieSessions(variables: Variables): RustygptServices['cookieSessions'] {
  return {
    idleSeconds: variables.number('SESSION_IDLE_SECONDS', { fallback: 28_800, minimum: 60, maximum: 365 * day }),
    absoluteSeconds: variables.number('SESSION_ABSOLUTE_SECONDS', { fallback: 7 * day, minimum: 60, maximum: 365 * day }),
    perUser: variables.number('SESSIONS_PER_USER', { fallback: 5, minimum: 0, maximum: 1000 }),
    checksClient: variables.choice('SESSION_CHECK_CLIENT', ['on', 'off'], 'off') === 'on',
  };
}

function readCookies(variables: Variables): RustygptServices['cookies'] {
  const secure = variables.choice('COOKIE_SECURE', ['on', 'off'], variables.production ? 'on' : 'off') === 'on';
  const sameSite = variables.choice('COOKIE_SAME_SITE', ['Lax', 'Strict', 'None'], 'Lax');
  if (sameSite === 'None' && !secure) throw new ConfigurationError('COOKIE_SAME_SITE is None; browsers take such cookies only with COOKIE_SECURE=on.');
  return { domain: variables.text('COOKIE_DOMAIN'), secure, sameSite };
}

function readLimits(variables: Variables): RustygptServices['limits'] {
  const range = { minimum: 1, maximum: 1_000_000 };
  return {
    isEnabled: variables.choice('LIMITS', ['on', 'off'], 'on') === 'on',
    isAdministered: variables.choice('LIMITS_ADMINISTRATION', ['on', 'off'], 'on') === 'on',
    loginPerMinute: variables.number('LOGINS_PER_MINUTE', { fallback: 10, ...range }),
    perSecond: variables.number('REQUESTS_PER_SECOND', { fallback: 50, ...range }),
    burst: variables.number('REQUESTS_AT_ONCE', { fallback: 100, ...range }),
  };
}

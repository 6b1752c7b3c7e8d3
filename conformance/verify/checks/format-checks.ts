import { headerOf, mediaTypeOf } from '../http/wire.ts';
import type { Check } from './check.ts';

export const charset: Check = {
  id: 'charset',
  severity: 'error',
  purpose: 'JSON comes in UTF-8, and says nothing else (RFC 8259 section 8.1).',
  find: ({ response }) => {
    if (!/[/+]json$/.test(mediaTypeOf(response) ?? '') || response.isCut) return [];
    const named = /;\s*charset="?([^";\s]+)/i.exec(headerOf(response, 'content-type') ?? '')?.[1]?.toLowerCase();
    if (named !== undefined && !['utf-8', 'utf8', 'us-ascii'].includes(named)) return [{ message: `JSON came as ${named}`, where: 'named' }];
    return isUtf8(response.body) ? [] : [{ message: 'JSON came in bytes that are no UTF-8', where: 'bytes' }];
  },
};

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

export const cookieFlags: Check = {
  id: 'cookie-flags',
  severity: 'warn',
  purpose: 'A cookie by which somebody is known is not for scripts (`HttpOnly`), nor, by its `SameSite`, for every other site without `Secure` (RFC 6265bis section 4.1.2).',
  find: ({ response }) =>
    (response.headers['set-cookie'] ?? []).flatMap((cookie) => {
      const [pair = '', ...flags] = cookie.split(';').map((part) => part.trim().toLowerCase());
      const name = pair.split('=')[0] ?? '';
      const isSecret = /sess|auth|token|jwt|^sid$/.test(name) && !/csrf|xsrf/.test(name) && !pair.endsWith('=');
      if (!isSecret) return [];
      const missing = [...(flags.includes('httponly') ? [] : ['HttpOnly']), ...(flags.includes('samesite=none') && !flags.includes('secure') ? ['Secure'] : [])];
      return missing.map((flag) => ({ message: `the cookie ${name} came without ${flag}`, where: `${name} ${flag}` }));
    }),
};

const slowMs = 5000;

export const responseTime: Check = {
  id: 'response-time',
  severity: 'error',
  purpose: `An answer does not take longer than ${slowMs / 1000} seconds.`,
  find: ({ response }) => (response.milliseconds > slowMs && !response.isCut ? [{ message: `the answer took ${(response.milliseconds / 1000).toFixed(1)} seconds`, where: 'slow' }] : []),
};

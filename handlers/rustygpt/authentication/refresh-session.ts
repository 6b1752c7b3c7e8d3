import { rotateCookieSession } from '../../../domain/cookie-session/rotate-cookie-session.ts';
import type { RefreshSession } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { toLoginResponse } from '../to-api/session.ts';
import { rotationHeaders } from '../to-api/session-cookies.ts';

/** POST /api/auth/refresh: Rotate the session */
export const refreshSession: RefreshSession<Context> = async ({ actor, db, services }) => {
  const rotated = await rotateCookieSession(db, services.cookieSessions, actor);
  return {
    status: 200,
    headers: { 'cache-control': 'no-store', ...rotationHeaders(services.cookies, rotated) },
    body: toLoginResponse(rotated),
  };
};

import { endCookieSession } from '../../../domain/cookie-session/end-cookie-session.ts';
import type { LogOut } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { clearedCookies } from '../to-api/session-cookies.ts';

/** POST /api/auth/logout: Log out */
export const logOut: LogOut<Context> = async ({ actor, db, services }) => {
  await endCookieSession(db, actor);
  return { status: 200, headers: { 'cache-control': 'no-store', 'set-cookie': clearedCookies(services.cookies) }, body: { ok: true } };
};

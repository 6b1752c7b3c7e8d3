import { logIn as openSession } from '../../../domain/cookie-session/log-in.ts';
import type { LogIn } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { clientFacts } from '../to-api/client-facts.ts';
import { toLoginResponse } from '../to-api/session.ts';
import { sessionCookies } from '../to-api/session-cookies.ts';

/** POST /api/auth/login: Log in */
export const logIn: LogIn<Context> = async ({ body, headers, client, db, services }) => {
  const loggedIn = await openSession(db, services.cookieSessions, { ...body, client: clientFacts({ client, headers }) });
  return {
    status: 200,
    headers: { 'cache-control': 'no-store', 'set-cookie': sessionCookies(services.cookies, loggedIn) },
    body: toLoginResponse(loggedIn),
  };
};

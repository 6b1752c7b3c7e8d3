import { readCookieSession } from '../../../domain/cookie-session/read-cookie-session.ts';
import type { GetMe } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { toSession, toUser } from '../to-api/session.ts';

/** GET /api/auth/me: Read who is logged in */
export const getMe: GetMe<Context> = async ({ actor, db }) => {
  const { person, session } = await readCookieSession(db, actor);
  return { status: 200, body: { user: toUser(person), session: toSession(session) } };
};

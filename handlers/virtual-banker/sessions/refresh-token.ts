import { refreshSessionToken } from '../../../domain/session/refresh-session-token.ts';
import type { RefreshToken } from '../../../generated/virtual-banker/operations.ts';
import type { Context } from '../context.ts';
import { noStore } from '../to-api/no-store.ts';

/** Gives the session's next ephemeral token. */
export const refreshToken: RefreshToken<Context> = async ({ path, actor, db }) => {
  const { token, expiresAt } = await refreshSessionToken(db, actor, { sessionId: path.session_id });
  return { status: 200, headers: noStore, body: { ephemeral_token: token, expires_at: expiresAt.toISOString() } };
};

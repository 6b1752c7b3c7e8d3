import type { CookieSession } from '../../../domain/cookie-session/cookie-session.ts';
import type { LoggedIn } from '../../../domain/cookie-session/log-in.ts';
import type { Person } from '../../../domain/identity/read-person.ts';
import type * as types from '../../../generated/rustygpt/types.ts';

export function toUser({ id, email, username, displayName, roles }: Person): types.User {
  return { id, email, username, display_name: displayName ?? undefined, roles: [...roles] };
}

export function toSession({ id, issuedAt, expiresAt, absoluteExpiresAt }: CookieSession): types.Session {
  return { id, issued_at: issuedAt.toISOString(), expires_at: expiresAt.toISOString(), absolute_expires_at: absoluteExpiresAt.toISOString() };
}

export function toLoginResponse({ person, session, secrets }: LoggedIn): types.LoginResponse {
  return { user: toUser(person), session: toSession(session), csrf_token: secrets.csrfToken };
}

import type { ValidateSession } from '../../../generated/general-bots/operations.ts';
import type { SessionValidity } from '../../../generated/general-bots/types.ts';
import type { ValidationContext } from '../context.ts';

/** GET /auth/validate: Ask whether a session token is valid */
export const validateSession: ValidateSession<ValidationContext> = ({ actor }) => {
  if (!actor) return { status: 401, headers: { 'www-authenticate': 'Bearer' }, body: { error: { code: 'UNAUTHORIZED', message: 'No token was sent.' } } };
  const body: SessionValidity =
    actor.kind === 'unknown'
      ? { valid: false, user_id: null, expires_at: null }
      : { valid: true, user_id: actor.subject, expires_at: actor.expiresAt.toISOString() };
  return { status: 200, headers: { 'cache-control': 'no-store' }, body };
};

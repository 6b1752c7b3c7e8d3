import type { Refusal, SignIn, SignInInput } from 'specwright/runtime';
import type { SessionActor } from '../../domain/actor.ts';
import { authenticateCookie } from '../../domain/cookie-session/authenticate-cookie.ts';
import { isCsrfToken } from '../../domain/cookie-session/is-csrf-token.ts';
import { DomainError } from '../../domain/errors.ts';
import { mayWrite } from '../../domain/user/site-role.ts';
import type { SchemeCredentials } from '../../generated/rustygpt/security.ts';
import type { Context } from './context.ts';
import type { OperationId } from './problems/operation-id.ts';
import { clientFacts } from './to-api/client-facts.ts';
import { rotationHeaders } from './to-api/session-cookies.ts';

/** Turns cookies into the caller. The schemes of one alternative are looked at in this order. */
export const signIn: SignIn<Context, SchemeCredentials> = {
  session: ({ value }, input) => authenticate(value, input).catch(toRefusal),
  csrfCookie: ({ value }, { actor }) => requireCsrf(actor, value),
  csrfToken: ({ value }, { actor, operationId }) => {
    const checked = requireCsrf(actor, value);
    return 'refused' in checked || mayWrite(checked) || ownBusiness.includes(operationId) ? checked : readOnly;
  },
};

/** Headers that the suspicious-client check looks at. */
export const signInHeaders = ['user-agent', 'x-client-fingerprint'];

/** What is told where a session comes without the other half. */
export const absent = {
  csrfCookie: csrfRefusal('The cookie CSRF-TOKEN is missing.'),
  csrfToken: csrfRefusal('The header X-CSRF-TOKEN is missing.'),
};

export { limits } from './service-limits.ts';

/** Spelling of the headers that tell the state of a limit. */
export const rateLimitHeaders = 'RateLimit';

/** Who it is, for the log. */
export function actorId({ userId }: SessionActor): string {
  return userId;
}

/** What a user who may only read may do all the same: it is their own. */
const ownBusiness: readonly string[] = ['logOut', 'sendHeartbeat', 'markThreadRead'] satisfies OperationId[];
/** Operations that set the cookies themselves. */
const ownCookies: readonly string[] = ['logOut', 'refreshSession'] satisfies OperationId[];

const readOnly: Refusal = { refused: 'forbidden', reason: 'read_only', detail: 'You may only read.' };

async function authenticate(token: string, { db, services, client, headers, operationId, answerWith }: SignInInput<Context>): Promise<SessionActor> {
  const { actor, rotated } = await authenticateCookie(db, services.cookieSessions, {
    token,
    client: clientFacts({ client, headers }),
    mayRotate: answerWith !== undefined && !ownCookies.includes(operationId),
  });
  if (rotated) answerWith?.(rotationHeaders(services.cookies, rotated));
  return actor;
}

/** Cookie and header both have to be the session's own, so that they are equal as well. */
function requireCsrf(actor: SessionActor | undefined, token: string): SessionActor | Refusal {
  return actor !== undefined && isCsrfToken(actor, token) ? actor : csrfRefusal('X-CSRF-TOKEN is not the token of this session.');
}

function csrfRefusal(detail: string): Refusal {
  return { refused: 'forbidden', reason: 'csrf', detail };
}

const unauthenticated: readonly string[] = ['invalid_token', 'token_expired', 'other_client', 'account_disabled'];

function toRefusal(error: unknown): Refusal {
  if (!(error instanceof DomainError) || !unauthenticated.includes(error.code)) throw error;
  return { refused: 'unauthenticated', reason: error.code, detail: error.message };
}

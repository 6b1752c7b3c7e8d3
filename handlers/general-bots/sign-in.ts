import type { RateLimit, Refusal, SignIn, SignInInput } from 'specwright/runtime';
import { DomainError } from '../../domain/errors.ts';
import { hourSeconds, quotaOf, quotasOf } from '../../domain/limit/quotas.ts';
import { rateKey } from '../../domain/limit/rate-key.ts';
import { authenticateLogin, recognizeLogin } from '../../domain/login/authenticate-login.ts';
import type { SchemeCredentials } from '../../generated/general-bots/security.ts';
import type { Context, ValidationContext } from './context.ts';

type Caller = ValidationContext['actor'];

/** Turns the session token into the caller, whether it came as a bearer token or in the cookie. */
export const signIn: SignIn<ValidationContext, SchemeCredentials> = {
  sessionToken: ({ token }, input) => authenticate(token, input),
  sessionCookie: ({ value }, input) => authenticate(value, input),
};

/** What is wrong with a token is a refusal, so that the other scheme may be tried; a directory that is away is not the token's fault. */
async function authenticate(token: string, { db, services, operationId }: SignInInput<ValidationContext>): Promise<Caller | Refusal> {
  try {
    // Nobody has to stay signed in because the directory is away.
    return await (operationId === 'logOut' ? recognizeLogin(db, token) : authenticateLogin(db, services, token));
  } catch (error) {
    if (!(error instanceof DomainError) || (error.code !== 'invalid_token' && error.code !== 'token_expired')) throw error;
    if (operationId === 'validateSession') return { kind: 'unknown' };
    return { refused: 'unauthenticated', reason: error.code, detail: error.message };
  }
}

/** Everybody who is signed in has a count of their own; an unknown caller counts as a stranger does. */
export function rateLimit(actor: Caller, _operation: unknown, services: Context['services']): RateLimit | undefined {
  if (actor.kind === 'unknown') return undefined;
  return { key: rateKey(actor), limit: quotaOf(actor, services.quotas), windowSeconds: hourSeconds };
}

/** Whoever is not signed in. */
export function strangersLimit(services: Context['services']): Omit<RateLimit, 'key'> {
  return { limit: quotasOf(services.quotas).anonymous, windowSeconds: hourSeconds };
}

/** Who it is, for the log. */
export function actorId(actor: Caller): string | undefined {
  return actor.kind === 'unknown' ? undefined : rateKey(actor);
}

/** What the reference permits to pages of other origins. */
export const corsPermissions = { methods: ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS'], headers: ['Content-Type', 'Authorization'] };

import type { RateLimit, Refusal, SignIn } from 'specwright/runtime';
import { verifyTenantToken } from '../../domain/credential/verify-tenant-token.ts';
import { DomainError } from '../../domain/errors.ts';
import { rateKey } from '../../domain/limit/rate-key.ts';
import { authenticateRealtime } from '../../domain/session/authenticate-realtime.ts';
import type { SchemeCredentials } from '../../generated/virtual-banker/security.ts';
import type { Context } from './context.ts';

type Scheme = SignIn<Context, SchemeCredentials>[keyof SchemeCredentials];

/** Either side of a session may present either credential's scheme: the domain tells them apart. */
const joinRealtime: Scheme = (credential, { db, services, path }) =>
  refuseBadTokens(authenticateRealtime(db, services.tenantTokens, { sessionId: String(path.session_id), token: credential.token }));

/** Turns a credential into the caller. */
export const signIn: SignIn<Context, SchemeCredentials> = {
  tenantJwt: (credential, input) =>
    input.operationId === 'realtime'
      ? joinRealtime(credential, input)
      : refuseBadTokens(verifyTenantToken(input.db, input.services.tenantTokens, credential.token)),
  ephemeralToken: joinRealtime,
};

/** What is wrong with a credential is a refusal, so that another scheme may be tried; anything else is thrown on. */
async function refuseBadTokens(verified: Promise<Context['actor']>): Promise<Context['actor'] | Refusal> {
  try {
    return await verified;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'token_expired') return { refused: 'unauthenticated', reason: 'expired', detail: error.message };
    if (error.code === 'invalid_token') return { refused: 'unauthenticated', reason: 'invalid', detail: error.message };
    if (error.code === 'forbidden') return { refused: 'forbidden', reason: 'role', detail: error.message };
    throw error;
  }
}

/** Each user of a tenant has a count of his own, as large as the tenant's policy says. */
export function rateLimit(actor: Context['actor']): RateLimit {
  const { requests, windowSeconds } = actor.ratePolicy;
  return { key: rateKey(actor), limit: requests, windowSeconds };
}

/** Who it is, for the log. */
export function actorId(actor: Context['actor']): string {
  return rateKey(actor);
}

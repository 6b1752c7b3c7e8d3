import type { Refusal, SignIn } from 'specwright/runtime';
import type { AccountActor } from '../../domain/actor.ts';
import { verifyAccountToken } from '../../domain/credential/account-token.ts';
import { DomainError } from '../../domain/errors.ts';
import type { SchemeCredentials } from '../../generated/stella/security.ts';
import type { Context } from './context.ts';

/** Why an access token is not taken: `reason` is the domain's code, which `problems.ts` gives its status and text. */
export const signIn: SignIn<Context, SchemeCredentials> = {
  accessToken: (credential, { services }) => verifyAccountToken(services.accountTokens, credential.token).catch(toRefusal),
};

/** Whose idempotency keys and limits they are. */
export function actorId(actor: AccountActor): string {
  return actor.userId;
}

function toRefusal(error: unknown): Refusal {
  if (!(error instanceof DomainError)) throw error;
  return { refused: 'unauthenticated', reason: error.code, detail: error.message };
}

/** Spelling of the headers that tell the state of a limit. */
export const rateLimitHeaders = 'X-RateLimit';

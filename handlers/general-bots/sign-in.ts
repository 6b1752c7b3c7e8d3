import type { SignIn } from 'specwright/runtime';
import type { SchemeCredentials } from '../../generated/general-bots/security.ts';
import type { Context } from './context.ts';

/** Turns the session token into the caller, whether it came as a bearer token or in the cookie. Until it is written, nobody gets in. */
export const signIn: SignIn<Context, SchemeCredentials> = {
  sessionToken: () => ({ refused: 'unauthenticated', reason: 'not-written', detail: 'Signing in is not possible yet.' }),
  sessionCookie: () => ({ refused: 'unauthenticated', reason: 'not-written', detail: 'Signing in is not possible yet.' }),
};

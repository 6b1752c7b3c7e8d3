import type { SignIn } from 'specwright/runtime';
import type { SchemeCredentials, ScopedScheme } from '../../generated/rustygpt/security.ts';
import type { Context } from './context.ts';

/** Turns a credential into the caller. Until it is written, nobody gets in. */
export const signIn: SignIn<Context, SchemeCredentials, ScopedScheme> = {
  csrfCookie: () => ({ refused: 'unauthenticated', reason: 'not-written', detail: 'Sign-in by csrfCookie is not written yet.' }),
  csrfToken: () => ({ refused: 'unauthenticated', reason: 'not-written', detail: 'Sign-in by csrfToken is not written yet.' }),
  session: () => ({ refused: 'unauthenticated', reason: 'not-written', detail: 'Sign-in by session is not written yet.' }),
};

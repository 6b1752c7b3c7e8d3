import type { SignIn } from 'specwright/runtime';
import type { SchemeCredentials, ScopedScheme } from '../../generated/streams/security.ts';
import type { Context } from './context.ts';

/** Turns a credential into the caller. Until it is written, nobody gets in. */
export const signIn: SignIn<Context, SchemeCredentials, ScopedScheme> = {
};

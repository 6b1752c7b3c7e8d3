import type { StartGithubLogin } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { startLogin } from './provider-login.ts';

/** GET /api/oauth/github: Begin to sign in with GitHub */
export const startGithubLogin: StartGithubLogin<Context> = (request) => startLogin(request, request.services.oauth.github);

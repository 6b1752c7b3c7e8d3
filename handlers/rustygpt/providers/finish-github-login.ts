import type { FinishGithubLogin } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { finishLogin } from './provider-login.ts';

/** GET /api/oauth/github/callback: Come back from GitHub */
export const finishGithubLogin: FinishGithubLogin<Context> = (request) => finishLogin(request, request.services.oauth.github);

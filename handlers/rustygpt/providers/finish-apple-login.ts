import type { FinishAppleLogin } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { finishLogin } from './provider-login.ts';

/** GET /api/oauth/apple/callback: Come back from Apple */
export const finishAppleLogin: FinishAppleLogin<Context> = (request) => finishLogin(request, request.services.oauth.apple);

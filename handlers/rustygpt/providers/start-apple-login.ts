import type { StartAppleLogin } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { startLogin } from './provider-login.ts';

/** GET /api/oauth/apple: Begin to sign in with Apple */
export const startAppleLogin: StartAppleLogin<Context> = (request) => startLogin(request, request.services.oauth.apple);

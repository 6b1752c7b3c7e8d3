import type { ExchangeGithubCode } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { exchangeCode } from './provider-login.ts';

/** POST /api/oauth/github/manual: Exchange a code of GitHub by hand */
export const exchangeGithubCode: ExchangeGithubCode<Context> = (request) => exchangeCode(request, request.services.oauth.github);

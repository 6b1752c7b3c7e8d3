import type { ExchangeAppleCode } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';
import { exchangeCode } from './provider-login.ts';

/** POST /api/oauth/apple/manual: Exchange a code of Apple by hand */
export const exchangeAppleCode: ExchangeAppleCode<Context> = (request) => exchangeCode(request, request.services.oauth.apple);
